import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import type { PlannedStep } from "../../evidence/verdict/planned-step";

const SHOWN: Readonly<Record<string, PlannedStep["operation"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** What a run does to resources of the cloud, from its events. */
export function madeSteps(events: readonly EngineEvent[]): readonly PlannedStep[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return steps.flatMap(({ op, urn, type, old, diffs }) => {
    const operation = SHOWN[op];
    if (operation === undefined || type.startsWith("deltawerk:") || type.startsWith("pulumi:")) return [];
    const before = old as { readonly protect?: boolean } | null | undefined;
    return [{ urn, operation, protect: before?.protect === true, properties: [...(diffs ?? [])].sort() }];
  });
}
