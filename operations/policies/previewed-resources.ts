import type { EngineEvent } from "@pulumi/pulumi/automation/events";
import { registeredResource, type RegisteredResource } from "../../policies/resources/registered-resource";

/**
 * The resources of a run as the events before its steps show them, of a preview or of the making of a new stack: with
 * unknown values, without encrypted ones, and without what they depend on. Enough for rules about single resources.
 */
export function previewedResources(events: readonly EngineEvent[]): readonly RegisteredResource[] {
  const steps = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return steps.flatMap((step) => {
    // The engine writes null where the SDK's types say that nothing is there: what is deleted has no new state.
    const state: typeof step.new | null = step.new;
    if (state === undefined || state === null || state.delete === true) return [];
    const { urn, inputs, outputs, parent, id, protect, provider } = state;
    return registeredResource({
      urn,
      inputs: (inputs ?? {}) as Readonly<Record<string, unknown>>,
      outputs: (outputs ?? {}) as Readonly<Record<string, unknown>>,
      protect: protect ?? false,
      ...(parent !== "" && { parent }),
      ...(id !== "" && { id }),
      ...(provider !== "" && { provider: provider.slice(0, provider.lastIndexOf("::")) }),
    });
  });
}
