import { InvalidInputError } from "./invalid-input";

export interface Step {
  readonly id: string;
  readonly minutes: number;
  /** The ids of the steps that must be over before this one starts. */
  readonly dependsOn: readonly string[];
}

export interface CriticalPath {
  readonly minutes: number;
  /** The longest chain, from the first step to the last one. Empty without steps. */
  readonly chain: readonly string[];
}

interface Finish {
  readonly minutes: number;
  readonly after: string | undefined;
}

function problemsOf(steps: readonly Step[], byId: ReadonlyMap<string, Step>): readonly string[] {
  const twice = byId.size === steps.length ? [] : ["Two steps have the same id."];
  const missing = steps.flatMap(({ id, dependsOn }) =>
    dependsOn
      .filter((other) => !byId.has(other))
      .map((other) => `Step "${id}" depends on "${other}", which is not a step.`),
  );
  const negative = steps
    .filter(({ minutes }) => !(minutes >= 0))
    .map(({ id, minutes }) => `Step "${id}" takes ${minutes} minutes.`);
  return [...twice, ...missing, ...negative];
}

/** Steps in an order in which each comes after all that it depends on; fewer than given when they form a circle. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  const waitingFor = new Map(steps.map((step) => [step.id, new Set(step.dependsOn).size]));
  const dependants = new Map<string, Step[]>();
  for (const step of steps) {
    for (const id of new Set(step.dependsOn)) dependants.set(id, [...(dependants.get(id) ?? []), step]);
  }
  const ready = steps.filter((step) => step.dependsOn.length === 0);
  for (const step of ready) {
    for (const dependant of dependants.get(step.id) ?? []) {
      const left = (waitingFor.get(dependant.id) ?? 0) - 1;
      waitingFor.set(dependant.id, left);
      if (left === 0) ready.push(dependant);
    }
  }
  return ready;
}

/**
 * How long a graph of steps takes when everything runs as soon as it can, and the chain that decides it. Of chains that
 * are equally long, the one whose steps were given first.
 *
 * @throws InvalidInputError for steps that do not exist, have the same id, take negative time or depend on each other.
 */
export function criticalPath(steps: readonly Step[]): CriticalPath {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const problems = problemsOf(steps, byId);
  if (problems.length > 0) throw new InvalidInputError(problems);
  const ordered = inOrder(steps);
  if (ordered.length < steps.length) {
    const circle = steps.filter((step) => !ordered.includes(step)).map((step) => step.id);
    throw new InvalidInputError([`Steps depend on each other in a circle: ${circle.join(", ")}.`]);
  }
  const finishes = new Map<string, Finish>();
  for (const { id, minutes, dependsOn } of ordered) {
    let start: Finish = { minutes: 0, after: undefined };
    for (const other of dependsOn) {
      const finish = finishes.get(other)?.minutes ?? 0;
      if (start.after === undefined || finish > start.minutes) start = { minutes: finish, after: other };
    }
    finishes.set(id, { minutes: start.minutes + minutes, after: start.after });
  }
  let last: string | undefined;
  for (const { id } of steps) {
    if (last === undefined || (finishes.get(id)?.minutes ?? 0) > (finishes.get(last)?.minutes ?? 0)) last = id;
  }
  const total = last === undefined ? 0 : (finishes.get(last)?.minutes ?? 0);
  const chain: string[] = [];
  for (let id = last; id !== undefined; id = finishes.get(id)?.after) chain.unshift(id);
  return { minutes: total, chain };
}
