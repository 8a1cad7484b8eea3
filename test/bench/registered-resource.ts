/** A resource as an exported state holds it, with its secrets in the clear (`pulumi stack export --show-secrets`). */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly custom?: boolean;
  /** Only read, not made. */
  readonly external?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly dependencies?: readonly string[];
  /** URN of the component that it is a part of. It waits for what that one waits for, which only that one's state says. */
  readonly parent?: string;
  /** URN and id of its provider. */
  readonly provider?: string;
}

/** What another program has to register to make the same. */
export interface RegisteredResource {
  /** A name for it in the other program. */
  readonly variable: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The variables of the resources that have to be there first. */
  readonly dependsOn: readonly string[];
  /** The variable of its provider, where the program names one. */
  readonly provider?: string;
}

const providerType = "pulumi:providers:";

/** Whether a resource is a provider. */
export function isProvider({ type }: Pick<StateResource, "type">): boolean {
  return type.startsWith(providerType);
}

/**
 * What a stack's program registers, in the state's order, in which dependencies come first. Left out is what is no
 * resource of the cloud: components, the stack itself, references to other stacks, and the engine's own providers.
 */
export function registeredResources(state: readonly StateResource[]): readonly RegisteredResource[] {
  const made = state.filter((resource) => isMade(resource));
  const variables = new Map(made.map(({ urn }, index) => [urn, `r${index}`]));
  const byUrn = new Map(state.map((resource) => [resource.urn, resource]));
  const dependenciesOf = ({ dependencies = [], parent }: StateResource): readonly string[] => {
    const above = parent === undefined ? undefined : byUrn.get(parent);
    return [...new Set([...dependencies, ...(above === undefined ? [] : dependenciesOf(above))])];
  };
  return made.map((resource, index) => {
    const { urn, type, inputs = {}, provider = "" } = resource;
    const providerVariable = variables.get(provider.slice(0, provider.lastIndexOf("::")));
    return {
      variable: `r${index}`,
      type,
      name: nameIn(urn),
      inputs: withoutBookkeeping(inputs),
      dependsOn: dependenciesOf(resource).flatMap((dependency) => variables.get(dependency) ?? []),
      ...(providerVariable !== undefined && { provider: providerVariable }),
    };
  });
}

function isMade({ urn, type, custom, external }: StateResource): boolean {
  if (custom !== true || external === true) return false;
  return !(isProvider({ type }) && /^default(_|$)/.test(nameIn(urn)));
}

/** URN: `urn:pulumi:STACK::PROJECT::TYPES::NAME`. */
function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** What engine and SDK note beside a program's own inputs. */
function withoutBookkeeping(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const signatureKey = "4dabf18193072939515e22adb298388d";

/** The value in a secret of an exported state, or undefined where the value is no secret. */
export function secretIn(value: object): { readonly value: unknown } | undefined {
  const { [signatureKey]: signature, plaintext } = value as Record<string, unknown>;
  if (signature !== secretSignature) return undefined;
  if (typeof plaintext !== "string") throw new Error("a secret is encrypted; export the state with --show-secrets");
  return { value: JSON.parse(plaintext) as unknown };
}
