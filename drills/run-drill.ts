import type { Instant } from "./cloud";
import { judge, statusOf } from "./judge";
import type { Journal, JournalStep, TenantResult } from "./journal";
import { memoryIn } from "./memory";
import { valueText } from "./report";
import { iso, type CommonContext, type Scenario, type Step, type Subject } from "./scenario";
import { seededNumber } from "./seed";
import { criticalPath } from "./steps/path";

/** Where the journal of a drill is kept; a save is whole or not at all. */
export interface JournalStore {
  load(): Journal | undefined;
  save(journal: Journal): void;
}

/** What a drill is made of, wherever it is carried out. */
export interface Definition<Context> extends Pick<Scenario, "name" | "title" | "hypothesis" | "notMeasured"> {
  readonly method: (subject: Subject) => readonly Step<Context>[];
  readonly rollback: (subject: Subject) => readonly Step<Context>[];
  /** What is not run where it is carried out, and why. */
  readonly notRun: readonly string[];
}

/** A drill with everything that it takes to carry it out; `Means` is what its steps have besides. */
export interface DrillRun<Means> {
  readonly definition: Definition<CommonContext & Means>;
  readonly means: Means;
  /** Time where it is carried out. */
  readonly now: () => Promise<Instant>;
  readonly subject: Subject;
  readonly store: JournalStore;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly say: (text: string) => void;
  /** Whether somebody has asked to stop; the rollback runs all the same. */
  readonly isAborted: () => boolean;
  /** Real time, for the journal alone. */
  readonly realNow: () => Date;
}

/** The journal of a drill that has not begun. */
function newJournal<Means>({ definition, subject, seed, versions, realNow }: DrillRun<Means>): Journal {
  const { platform, environment } = subject.plan.target;
  return {
    schemaVersion: 1,
    drill: { platform, scenario: definition.name, environment, seed },
    title: definition.title,
    versions: { ...versions },
    status: "running",
    started: realNow().toISOString(),
    interruptions: [],
    hypothesis: [...definition.hypothesis(subject)],
    before: [],
    steps: [],
    timeline: {},
    tenants: [],
    criticalPath: [],
    longestSteps: [],
    results: [],
    limits: [],
    notMeasured: [...definition.notMeasured],
    ...(definition.notRun.length > 0 && { notRun: [...definition.notRun] }),
    leftBehind: [],
    memory: {},
  };
}

/**
 * Carries out a drill, or goes on with one whose process ended in the middle: steps that were done stay done, the one
 * that was under way is done again. The rollback runs whatever happens.
 */
export async function runDrill<Means>(run: DrillRun<Means>): Promise<Journal> {
  const { definition, subject, store } = run;
  const found = store.load();
  const journal = found?.status === "running" ? found : newJournal(run);
  if (journal === found) {
    journal.interruptions.push(run.realNow().toISOString());
    run.say(`Going on with a drill that began on ${journal.started} and was interrupted.`);
  }
  store.save(journal);
  const context = contextOf(run, journal);
  const stopped = await context.memory.once("stopped", () =>
    carryOut(run, journal, context, definition.method(subject)),
  );
  // What failed on the way back has to be seen, and must not keep the rest of the way back from being tried.
  for (const step of definition.rollback(subject)) await attempt(run, journal, context, step);
  finish(journal, run, stopped);
  store.save(journal);
  return journal;
}

function contextOf<Means>(run: DrillRun<Means>, journal: Journal): CommonContext & Means {
  const memory = memoryIn(journal.memory, () => run.store.save(journal));
  const { subject, means, seed, say } = run;
  return { ...means, subject, memory, random: (name) => seededNumber(seed, name), say };
}

/** Why the method did not come to its end. */
type Stopped = "aborted" | "failed" | "at its end";

/** Does what is not done yet of a method. */
async function carryOut<Means>(
  run: DrillRun<Means>,
  journal: Journal,
  context: CommonContext & Means,
  steps: readonly Step<CommonContext & Means>[],
): Promise<Stopped> {
  for (const step of steps) {
    if (run.isAborted()) return "aborted";
    const done = await attempt(run, journal, context, step);
    if (!done) return run.isAborted() ? "aborted" : "failed";
  }
  return "at its end";
}

/** Does a step that is not done yet; tells whether it is done. */
async function attempt<Means>(
  run: DrillRun<Means>,
  journal: Journal,
  context: CommonContext & Means,
  step: Step<CommonContext & Means>,
): Promise<boolean> {
  const known = journal.steps.find(({ id }) => id === step.id);
  if (known?.status === "done") return true;
  const entry: JournalStep = known ?? {
    ...{ id: step.id, phase: step.phase, text: step.text, status: "running", notes: [], attempts: 0 },
  };
  if (known === undefined) journal.steps.push(entry);
  entry.status = "running";
  entry.attempts += 1;
  entry.started ??= iso(await run.now());
  run.store.save(journal);
  run.say(step.text);
  try {
    entry.notes = [...(await step.run(context))];
    entry.status = "done";
  } catch (error) {
    entry.notes = [error instanceof Error ? error.message : String(error)];
    entry.status = "failed";
  }
  entry.ended = iso(await run.now());
  for (const note of entry.notes) run.say(`  ${note}`);
  run.store.save(journal);
  return entry.status === "done";
}

function finish(journal: Journal, run: Pick<DrillRun<unknown>, "realNow">, stopped: Stopped): void {
  const { memory } = journal;
  const moment = (key: string): string | undefined => (typeof memory[key] === "number" ? iso(memory[key]) : undefined);
  for (const name of ["fault", "decided", "restored", "healthy", "back"] as const) {
    const at = moment(name);
    if (at !== undefined) journal.timeline[name] = at;
  }
  const detected = memory["detected"] as { readonly at: number; readonly by: string } | undefined;
  if (detected !== undefined) journal.timeline.detected = { at: iso(detected.at), by: detected.by };
  journal.tenants = (memory["tenants"] as TenantResult[] | undefined) ?? [];
  journal.criticalPath = [...criticalPath(memoryIn(memory, () => undefined))];
  journal.longestSteps = [...journal.criticalPath].sort((one, other) => other.minutes - one.minutes).slice(0, 5);
  journal.before = (memory["steady"] as string[] | undefined) ?? [];
  journal.limits = (memory["limits"] as string[] | undefined) ?? [];
  journal.leftBehind = (memory["leftBehind"] as string[] | undefined) ?? [];
  const measured = (memory["measured"] as Record<string, number> | undefined) ?? {};
  journal.results = journal.hypothesis.map((tolerance) => judge(tolerance, measured[tolerance.id]));
  // Who stops a drill stops the engine of the step that is under way, so that this step fails: the way back must not.
  const isBack = journal.steps.every(({ phase, status }) => phase !== "rollback" || status === "done");
  journal.status = stopped === "aborted" && isBack ? "aborted" : statusOf(journal.steps, journal.results);
  const reason = reasonOf(journal);
  if (reason !== undefined) journal.reason = reason;
  journal.ended = run.realNow().toISOString();
}

function reasonOf({ status, steps, results }: Journal): string | undefined {
  if (status === "passed") return undefined;
  if (status === "aborted") return "it was stopped; the way back was taken";
  const failed = steps
    .filter((step) => step.status === "failed")
    .map(({ text, notes }) => `${text} ${notes.join(" ")}`);
  const missed = results
    .filter(({ verdict }) => verdict === "not kept" || verdict === "undetermined")
    .map(({ what, measured, agreed, unit, verdict }) =>
      verdict === "undetermined"
        ? `${what} could not be measured`
        : `${what}: ${valueText(measured ?? 0, unit)}, agreed are ${valueText(agreed ?? 0, unit)}`,
    );
  return [...failed, ...missed].join("; ");
}
