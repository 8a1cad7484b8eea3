import type { CloudOperation, Instant } from "../cloud";
import type { PathStep } from "../journal";
import { minutesBetween } from "../measure";
import type { Memory } from "../memory";
import type { StepContext } from "../scenario";

/** Parts of the critical path by who noted them, in order. */
type Path = readonly { readonly part: string; readonly steps: readonly PathStep[] }[];

/** Everything between the fault and the first healthy answer that decided when it came, as far as it was noted. */
export function criticalPath(memory: Memory): readonly PathStep[] {
  return memory.readOr<Path>("path", []).flatMap(({ steps }) => steps);
}

/**
 * Notes a part of the critical path. What was noted under the same name before an interruption is replaced; two steps of
 * one part may bear the same name.
 */
export function notePath({ memory }: StepContext, part: string, steps: readonly PathStep[]): void {
  const path = memory.readOr<Path>("path", []);
  memory.note("path", [...path.filter((each) => each.part !== part), { part, steps }]);
}

/** Notes a part of one step. */
export function addPathStep(context: StepContext, step: PathStep): void {
  notePath(context, step.name, [step]);
}

/**
 * The chain of operations that decided when the last one ended: from the last one back to whatever ended when it began. Its
 * minutes add up to the time from the beginning until then; time in which nothing was done is a step of its own.
 *
 * @param since operations that began earlier are left out
 */
export function operationChain(operations: readonly CloudOperation[], since: Instant): readonly PathStep[] {
  const timed = operations
    .map((operation) => ({ operation, from: Date.parse(operation.started), to: Date.parse(operation.ended) }))
    .filter(({ from, to }) => from >= since && to > from);
  const steps: PathStep[] = [];
  let next = timed.reduce<(typeof timed)[number] | undefined>(
    (last, each) => (last === undefined || each.to > last.to ? each : last),
    undefined,
  );
  while (next !== undefined) {
    const { operation, from, to } = next;
    const source = "azure/provisioning-times.ts; restores: azure/recovery-times.ts";
    steps.unshift({ name: nameOf(operation), minutes: minutesBetween(from, to), source });
    const before = timed.reduce<(typeof timed)[number] | undefined>(
      (last, each) => (each.to <= from && (last === undefined || each.to > last.to) ? each : last),
      undefined,
    );
    const idle = minutesBetween(before?.to ?? since, from);
    if (idle > 0) steps.unshift({ name: "nothing was done", minutes: idle, source: "measured" });
    next = before;
  }
  return steps;
}

/** What was done to what: with the names of everything that a resource is part of, as `managedClusters/agentPools aks/user`. */
function nameOf({ kind, type, id }: CloudOperation): string {
  const types = type.split("/").slice(1);
  const segments = id.split("/");
  const names = types.map((_, index) => segments.at(-1 - 2 * (types.length - 1 - index)) ?? "");
  // An object in a cluster has a version where others have a parent, and its name at the end.
  const isArm = segments.at(-2)?.toLowerCase() === types.at(-1)?.toLowerCase();
  return `${kind} ${types.join("/")} ${isArm ? names.join("/") : (segments.at(-1) ?? "")}`;
}
