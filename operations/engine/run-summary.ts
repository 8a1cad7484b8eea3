import type { EngineEvent } from "@pulumi/pulumi/automation/events";

/** What an operation did, by the engine's own account. */
export interface RunSummary {
  /** How many resources were created, updated, left the same, …, by the engine's names of these operations. */
  readonly changes: Readonly<Record<string, number>>;
  /** True where nothing was created, updated, replaced or deleted. */
  readonly unchanged: boolean;
  /** What the engine, the program and the providers reported as errors, without colours. */
  readonly errors: readonly string[];
  /** What the program wrote on its stderr, such as why it does not compile. */
  readonly programOutput: readonly string[];
}

/** Sums up the events of an operation. A run that ended before the engine could sum up has no changes to tell. */
export function summarize(events: readonly EngineEvent[]): RunSummary {
  const changes: Record<string, number> = {};
  for (const { summaryEvent } of events) {
    for (const [operation, count] of Object.entries(summaryEvent?.resourceChanges ?? {})) {
      changes[operation] = (changes[operation] ?? 0) + (count ?? 0);
    }
  }
  return {
    changes,
    unchanged: Object.keys(changes).length > 0 && Object.keys(changes).every((operation) => operation === "same"),
    errors: messagesOf(events, "error"),
    programOutput: messagesOf(events, "info#err"),
  };
}

function messagesOf(events: readonly EngineEvent[], severity: Severity): readonly string[] {
  return events
    .filter(({ diagnosticEvent }) => diagnosticEvent?.severity === severity)
    .map(({ diagnosticEvent }) => (diagnosticEvent?.message ?? "").trimEnd());
}

type Severity = NonNullable<EngineEvent["diagnosticEvent"]>["severity"];
