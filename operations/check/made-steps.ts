import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import type { PlannedStep } from "../../evidence/verdict/planned-step";
import { valueChanges } from "./value-changes";

const SHOWN: Readonly<Record<string, PlannedStep["operation"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** What a run does to resources of the cloud, from its events. */
export function madeSteps(events: readonly EngineEvent[]): readonly PlannedStep[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return steps.flatMap(({ op, urn, type, old, new: now, diffs }) => {
    const operation = SHOWN[op];
    if (operation === undefined || type.startsWith("deltawerk:") || type.startsWith("pulumi:")) return [];
    const [before, after] = [old, now] as readonly (State | null | undefined)[];
    const properties = [...(diffs ?? [])].sort();
    const changes = valueChanges(properties, before?.inputs ?? {}, after?.inputs ?? {});
    return [{ urn, operation, protect: before?.protect === true, properties, ...changes }];
  });
}

interface State {
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}
