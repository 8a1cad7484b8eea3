import { runtime, type ComponentResourceOptions, type ResourceTransformation } from "@pulumi/pulumi";

/** A resource as a component registered it in a test, with its inputs resolved. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
}

/** What a mocked resource gives back besides its inputs, where a component reads it. */
const COMPUTED: Readonly<Record<string, (id: string) => Readonly<Record<string, unknown>>>> = {
  "azure-native:managedidentity:UserAssignedIdentity": (id) => ({
    principalId: `${id}/principal`,
    clientId: `${id}/client`,
  }),
  "azure-native:storage:ObjectReplicationPolicy": () => ({
    policyId: "policy-guid",
    rules: [{ ruleId: "rule-guid", sourceContainer: "source", destinationContainer: "destination" }],
  }),
  "azure-native:dataprotection:BackupVault": (id) => ({
    identity: { principalId: `${id}/principal`, type: "SystemAssigned" },
  }),
};

/**
 * For tests: runs a function against Pulumi's mocks and returns every resource that it registered, in order, with
 * promises and outputs resolved. The options must be handed to the component under test; ids are `<name>-id`.
 */
export async function recordResources(
  build: (options: ComponentResourceOptions) => unknown,
): Promise<readonly RecordedResource[]> {
  const protectedNames = new Set<string>();
  const inputsByName = new Map<string, { readonly type: string; readonly inputs: Record<string, unknown> }>();
  const order: string[] = [];
  const noteOptions: ResourceTransformation = ({ name, type, opts }) => {
    order.push(`${type}::${name}`);
    if (opts.protect === true) protectedNames.add(`${type}::${name}`);
    return undefined;
  };
  await runtime.setMocks({
    newResource: ({ type, name, inputs }) => {
      const id = `${name}-id`;
      inputsByName.set(`${type}::${name}`, { type, inputs: inputs as Record<string, unknown> });
      return { id, state: { ...(inputs as Record<string, unknown>), ...COMPUTED[type]?.(id) } };
    },
    call: ({ inputs }) => inputs as Record<string, unknown>,
  });
  build({ transformations: [noteOptions] });
  await runtime.disconnect();
  return order.map((key) => {
    const recorded = inputsByName.get(key);
    if (recorded === undefined) throw new Error(`${key} was constructed but never registered.`);
    return { ...recorded, name: key.slice(recorded.type.length + 2), protect: protectedNames.has(key) };
  });
}
