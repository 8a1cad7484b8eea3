import { typeOfToken, type ResourceTypeName } from "../../azure/resource-types";

/** Properties as the program gave them or Azure returned them. Unknown values are `UNKNOWN`, encrypted ones `SECRET`. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * A resource as the engine registered it, wherever it was read from: a policy pack, a preview's events, an exported
 * state, a recording. The one thing that rules and analyses judge.
 */
export interface RegisteredResource {
  readonly urn: string;
  /** The inventory's name of the type, `network:Subnet`; the whole token where the inventory does not have it. */
  readonly type: ResourceTypeName | (string & {});
  /** Pulumi's name, the last part of the URN. */
  readonly name: string;
  /** Name of the stack, as it stands in the URN. */
  readonly stack: string;
  /** What the program asked for. */
  readonly inputs: Properties;
  /** What Azure answered; empty before the resource exists. */
  readonly outputs: Properties;
  /** ARM id, once it exists. */
  readonly id?: string;
  readonly parent?: string;
  /** URN of the provider, which says into which subscription it goes. */
  readonly provider?: string;
  /** URNs of what it waits for. */
  readonly dependencies: readonly string[];
  /** URNs of the resources from which each top-level input comes; it names them even while the value is unknown. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** Whether the engine refuses to delete it. */
  readonly protect: boolean;
}

interface UrnParts {
  readonly stack: string;
  readonly token: string;
  readonly name: string;
}

/** The parts of a URN: `urn:pulumi:<stack>::<project>::<parent types>$<token>::<name>`. */
export function parseUrn(urn: string): UrnParts {
  const [head = "", , types = "", ...name] = urn.split("::");
  return {
    stack: head.slice(head.lastIndexOf(":") + 1),
    token: types.slice(types.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

/** The inventory's name of a type, or the token itself where the inventory does not have it. */
export function shortType(token: string): string {
  return token.startsWith("azure-native:") ? (typeOfToken(token)?.name ?? token) : token;
}

/** A resource from its URN and whatever else is known of it. */
export function registeredResource(
  known: Pick<RegisteredResource, "urn"> & Partial<Omit<RegisteredResource, "type" | "name" | "stack">>,
): RegisteredResource {
  const { stack, token, name } = parseUrn(known.urn);
  return {
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    ...known,
    type: shortType(token),
    name,
    stack,
  };
}
