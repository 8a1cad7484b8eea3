import { idOf } from "../azure/resource-id";
import { typeOfToken } from "../azure/resource-types";
import type { CreationTrace, TraceOf } from "./engine/pending-operations";

/**
 * What the creation of a resource may have left behind. Azure's ids follow from the inputs, and those of Kubernetes
 * objects are their namespace and name; random values, providers and components exist only in the state.
 */
export const creationTrace: TraceOf = ({ type, inputs, providerInputs }) => {
  if (type.startsWith("kubernetes:")) return objectTrace(inputs["metadata"]);
  if (!type.startsWith("azure-native:")) return { kind: "nothing" };
  const subscription = providerInputs["subscriptionId"];
  if (typeof subscription !== "string" || typeOfToken(type) === undefined) return { kind: "unknown" };
  const id = idOf(type, inputs, subscription);
  return id === undefined ? { kind: "unknown" } : { kind: "id", id };
};

/** The provider names what has no name before the creation begins, so that there is one in the inputs. */
function objectTrace(metadata: unknown): CreationTrace {
  const { name, namespace } = (metadata ?? {}) as { readonly name?: unknown; readonly namespace?: unknown };
  if (typeof name !== "string") return { kind: "unknown" };
  return { kind: "id", id: typeof namespace === "string" ? `${namespace}/${name}` : name };
}
