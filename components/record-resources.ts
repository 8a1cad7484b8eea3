import { runtime, type ComponentResourceOptions, type ResourceTransformation } from "@pulumi/pulumi";
import { idInputsOf } from "../azure/resource-id";
import { typeOfToken } from "../azure/resource-types";

/** A resource as a component registered it in a test, with its inputs resolved. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  /** Name of the provider that it was given, by itself or by its parent. */
  readonly provider?: string;
}

/** What a mocked resource gives back besides its inputs, where a component reads it. */
const COMPUTED: Readonly<Record<string, (id: string) => Readonly<Record<string, unknown>>>> = {
  "azure-native:managedidentity:UserAssignedIdentity": (id) => ({
    principalId: `${id}/principal`,
    clientId: `${id}/client`,
  }),
  "azure-native:network:AzureFirewall": () => ({ ipConfigurations: [{ privateIPAddress: "10.0.0.4" }] }),
  "random:index/randomPassword:RandomPassword": (id) => ({ result: `${id}/secret` }),
  "azure-native:containerservice:ManagedCluster": (id) => ({ oidcIssuerProfile: { issuerURL: `https://${id}` } }),
  "azure-native:kubernetesconfiguration:Extension": (id) => ({
    aksAssignedIdentity: { principalId: `${id}/principal` },
  }),
  "azure-native:storage:ObjectReplicationPolicy": () => ({
    policyId: "policy-guid",
    rules: [{ ruleId: "rule-guid", sourceContainer: "source", destinationContainer: "destination" }],
  }),
  "azure-native:dataprotection:BackupVault": (id) => ({
    identity: { principalId: `${id}/principal`, type: "SystemAssigned" },
  }),
};

/** What a mocked function answers besides its inputs, where a component reads it. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "azure-native:containerservice:listManagedClusterUserCredentials": {
    kubeconfigs: [{ name: "clusterUser", value: Buffer.from("users: []").toString("base64") }],
  },
};
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** The output `name`: Azure's name of the resource, the last part of its id. */
function nameOf(token: string, inputs: Readonly<Record<string, unknown>>): unknown {
  const type = typeOfToken(token);
  return inputs[(type && idInputsOf(type).at(-1)) ?? "name"];
}

/** What is there outside of the stack under test. */
export interface Surroundings {
  /** Outputs of other stacks, by the stack's name. */
  readonly stacks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Answers a function of the SDK, or throws as Azure does. @default its own arguments and what components read */
  readonly call?: (token: string, inputs: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  /** What Azure gives back for a resource in place of what is usual for its type, by the type and the name here. */
  readonly computed?: (type: string, name: string) => Readonly<Record<string, unknown>> | undefined;
}

/**
 * For tests: runs a function against Pulumi's mocks and returns every resource that it registered, in order, with
 * promises and outputs resolved; ids are `<name>-id`. What gets the options shows its order and its protection; what does
 * not comes after, sorted by type and name, as unprotected.
 *
 * @throws Error where two resources of a type have the same name, which the engine refuses
 */
export async function recordResources(
  build: (options: ComponentResourceOptions) => unknown,
  { stacks = {}, call = (token, inputs) => ({ ...inputs, ...ANSWERS[token] }), computed }: Surroundings = {},
): Promise<readonly RecordedResource[]> {
  const protectedNames = new Set<string>();
  const inputsByName = new Map<string, Pick<RecordedResource, "type" | "inputs" | "provider">>();
  const order: string[] = [];
  const doubled: string[] = [];
  const noteOptions: ResourceTransformation = ({ name, type, opts }) => {
    order.push(`${type}::${name}`);
    if (opts.protect === true) protectedNames.add(`${type}::${name}`);
    return undefined;
  };
  await runtime.setMocks(
    {
      newResource: ({ type, name, inputs, provider }) => {
        const id = `${name}-id`;
        const given = inputs as Record<string, unknown>;
        const key = `${type}::${name}`;
        if (inputsByName.has(key)) doubled.push(key);
        // A reference to a provider is its URN, which ends in its name, and its id.
        const givenProvider = provider?.split("::").at(-2);
        inputsByName.set(key, { type, inputs: given, ...(givenProvider !== undefined && { provider: givenProvider }) });
        if (type === STACK_REFERENCE) {
          return { id, state: { name, outputs: stacks[name] ?? {}, secretOutputNames: [] } };
        }
        const answer = computed?.(type, name) ?? COMPUTED[type]?.(id);
        return { id, state: { ...given, name: nameOf(type, given), ...answer } };
      },
      call: ({ token, inputs }) => call(token, inputs as Record<string, unknown>),
    },
    "project",
    "stack",
    false,
    "organization",
  );
  await build({ transformations: [noteOptions] });
  await runtime.disconnect();
  if (doubled.length > 0) throw new Error(`registered more than once: ${doubled.join(", ")}`);
  const withoutOptions = [...inputsByName.keys()].filter((key) => !order.includes(key)).sort();
  return [...order, ...withoutOptions].map((key) => {
    const recorded = inputsByName.get(key);
    if (recorded === undefined) throw new Error(`${key} was constructed but never registered.`);
    return { ...recorded, name: key.slice(recorded.type.length + 2), protect: protectedNames.has(key) };
  });
}
