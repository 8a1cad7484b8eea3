import { idOf } from "../azure/resource-id";
import { typeOfToken } from "../azure/resource-types";
import type { TraceOf } from "./engine/pending-operations";

/**
 * What the creation of a resource may have left behind. Azure's ids follow from the inputs; random values, providers
 * and components exist only in the state.
 */
export const creationTrace: TraceOf = ({ type, inputs, providerInputs }) => {
  if (!type.startsWith("azure-native:")) return { kind: "nothing" };
  const subscription = providerInputs["subscriptionId"];
  if (typeof subscription !== "string" || typeOfToken(type) === undefined) return { kind: "unknown" };
  const id = idOf(type, inputs, subscription);
  return id === undefined ? { kind: "unknown" } : { kind: "id", id };
};
