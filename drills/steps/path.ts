import type { CloudOperation, Instant } from "../cloud";
import type { PathStep } from "../journal";
import type { StepContext } from "../scenario";

const MINUTE = 60_000;

/** Adds a step to the critical path; one that is there already, from before an interruption, is replaced. */
export function addPathStep({ memory }: StepContext, step: PathStep): void {
  const path = memory.readOr<readonly PathStep[]>("path", []);
  memory.note("path", [...path.filter(({ name }) => name !== step.name), step]);
}

/**
 * The chain of operations that decided when the last one ended: from the last one back to whatever ended when it began.
 *
 * @param since operations that began earlier are left out
 */
export function operationChain(operations: readonly CloudOperation[], since: Instant): readonly PathStep[] {
  const timed = operations
    .map(({ type, id, kind, started, ended }) => ({ type, id, kind, from: Date.parse(started), to: Date.parse(ended) }))
    .filter(({ from, to }) => from >= since && to > from);
  const chain: typeof timed = [];
  let next = timed.reduce<(typeof timed)[number] | undefined>(
    (last, each) => (last === undefined || each.to > last.to ? each : last),
    undefined,
  );
  while (next !== undefined) {
    chain.unshift(next);
    const { from } = next;
    next = timed.find(({ to }) => Math.abs(to - from) < 1 && to > since);
  }
  return chain.map(({ kind, type, id, from, to }) => ({
    name: `${kind} ${type.split("/").slice(1).join("/")} ${id.split("/").at(-1) ?? ""}`,
    minutes: Math.round(((to - from) / MINUTE) * 100) / 100,
    source: "azure/provisioning-times.ts; restores: azure/recovery-times.ts",
  }));
}
