import { allowedValues } from "./closest-match";
import { InvalidInputError } from "./invalid-input";
import { RESOURCE_TYPES, typeOfToken, type ResourceType } from "./resource-types";

const SEGMENT = /\{(?<input>\w+)(?:=(?<fixed>\w+))?\}/g;

const idInputs = new Map<ResourceType["path"], readonly string[]>();

/** The inputs that carry the id of a type, the last one being its own name. */
export function idInputsOf({ path }: ResourceType): readonly string[] {
  const known = idInputs.get(path) ?? [...path.matchAll(SEGMENT)].map((match) => match.groups?.["input"] ?? "");
  idInputs.set(path, known);
  return known;
}

/**
 * The ARM id that a resource gets, from its inputs alone, so that it is known before anything exists. Nothing, when an
 * input that is part of the id is absent or not yet known (Azure or Pulumi then makes a name of its own).
 *
 * @param token a Pulumi token, "azure-native:sql:Database" or "sql:Database".
 * @param subscription the id of the subscription in which the program deploys (a GUID, without "/subscriptions/").
 * @throws InvalidInputError when the type is not in the inventory.
 */
export function idOf(
  token: string,
  inputs: Readonly<Record<string, unknown>>,
  subscription: string,
): string | undefined {
  const type = typeOfToken(token);
  if (type === undefined) {
    const known = RESOURCE_TYPES.map((candidate) => candidate.token);
    throw new InvalidInputError([`Type "${token}" is not in the inventory. ${allowedValues(token, known)}`]);
  }
  const values: Readonly<Record<string, unknown>> = { ...inputs, subscriptionId: subscription };
  let complete = true;
  const id = type.path.replace(SEGMENT, (_, input: string, fixed: string | undefined) => {
    const value = values[input] ?? fixed;
    if (typeof value === "string" && value !== "") return value;
    complete = false;
    return "";
  });
  if (!complete) return undefined;
  // The scope of an extension resource is an id or a path without its leading slash ("subscriptions/…").
  return id.startsWith("/") ? id : `/${id}`;
}
