import { join } from "node:path";
import { runtime } from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import { formatStackName, type StackIdentity } from "../../azure/names/stack-name";
import { idInputsOf, idOf } from "../../azure/resource-id";
import { typeOfToken } from "../../azure/resource-types";
import { cellStack } from "../../infra/cell-stack";
import { guardStack } from "../../infra/guard-stack";
import type { Plan } from "../../infra/plan/plan";
import { readPlan } from "../../infra/plan/read-plan";
import { platformStack } from "../../infra/platform-stack";
import { answerOfNewSubscription } from "../azure-answers";
import { kept } from "./kept-recording";
import { addressesOf, addressText } from "../../policies/analysis/reachability/packets/ipv4";
import { registeredResource, type RegisteredResource } from "../../policies/resources/registered-resource";

/** For tests: the resources that the program registers for a platform, all stacks, with the ids that Azure would give. */

const PROJECT = join(__dirname, "..", "..");
type Inputs = Record<string, unknown>;

export function planOf(platform: Platform): Plan {
  const read = readPlan(documentsIn(PROJECT), platform, "local");
  if (!read.ok) throw new Error(`${platform}: ${JSON.stringify(read.problems)}`);
  return read.value;
}

/** What Azure answers besides what was asked for, where the program reads it. */
function computed(type: string, id: string, inputs: Inputs, resources: readonly RegisteredResource[]): Inputs {
  switch (type) {
    case "azure-native:managedidentity:UserAssignedIdentity":
      return { principalId: `${id}/principal`, clientId: `${id}/client` };
    case "azure-native:network:AzureFirewall": {
      const [first] = inputs["ipConfigurations"] as readonly { readonly subnet?: { readonly id: string } }[];
      const subnet = resources.find((resource) => resource.id === first?.subnet?.id);
      const [base = 0] = addressesOf(String(subnet?.inputs["addressPrefix"])) ?? [];
      return { ipConfigurations: [{ ...first, privateIPAddress: addressText(base + 4) }] };
    }
    case "random:index/randomPassword:RandomPassword":
      return { result: "not-a-secret" };
    case "azure-native:containerservice:ManagedCluster":
      return { oidcIssuerProfile: { issuerURL: `https://issuer.example${id}` } };
    case "azure-native:kubernetesconfiguration:Extension":
      return { aksAssignedIdentity: { principalId: `${id}/principal` } };
    case "azure-native:storage:ObjectReplicationPolicy":
      return { policyId: "policy-guid", rules: [{ ruleId: "r", sourceContainer: "s", destinationContainer: "d" }] };
    case "azure-native:dataprotection:BackupVault":
      return { identity: { principalId: `${id}/principal`, type: "SystemAssigned" } };
    default:
      return {};
  }
}

/** What of a registration the mocks do not pass on. */
interface Registration {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProtect(): boolean;
  getPropertydependenciesMap(): { forEach(visit: (urns: { getUrnsList(): string[] }, property: string) => void): void };
}
type RegisterResource = (request: Registration, callback: unknown) => Promise<void>;

/** The URN as the mocks make it, with the type of the nearest parent, so that dependencies lead to it. */
function urnOf(stack: string, request: Registration): string {
  const parent = request.getParent().split("::")[2]?.split("$").at(-1);
  const types = parent === undefined ? request.getType() : `${parent}$${request.getType()}`;
  return `urn:pulumi:${stack}::deltawerk::${types}::${request.getName()}`;
}

function dependenciesOf(request: Registration): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((urns, property) => (found[property] = urns.getUrnsList()));
  return found;
}

/** One stack of a platform, in the order of its registrations; its outputs are kept for the stacks above it. */
async function recordStack(
  stack: StackIdentity,
  plan: Plan,
  program: () => unknown,
  layers: Map<string, unknown>,
): Promise<readonly RegisteredResource[]> {
  const resources: RegisteredResource[] = [];
  const requests = new Map<string, Registration>();
  const name = formatStackName(stack);
  const monitor = MockMonitor.prototype as unknown as { registerResource: RegisterResource };
  const original = monitor.registerResource;
  monitor.registerResource = function (this: unknown, request, callback) {
    requests.set(`${request.getType()}::${request.getName()}`, request);
    return original.call(this, request, callback);
  };
  const add = (request: Registration, known: Pick<RegisteredResource, "inputs"> & Partial<RegisteredResource>) =>
    resources.push(
      registeredResource({
        ...known,
        urn: urnOf(name, request),
        parent: request.getParent(),
        propertyDependencies: dependenciesOf(request),
        protect: request.getProtect(),
      }),
    );
  await runtime.setMocks(
    {
      newResource: ({ type, name: own, inputs, provider }) => {
        const given = inputs as Inputs;
        const request = requests.get(`${type}::${own}`);
        if (type === "pulumi:pulumi:StackReference" || request === undefined) {
          return { id: own, state: { ...given, outputs: { layer: layers.get(own) } } };
        }
        const urn = provider?.slice(0, provider.lastIndexOf("::"));
        const role = urn?.split("::").at(-1) as keyof Plan["target"]["subscriptions"] | undefined;
        const known = type.startsWith("azure-native:") ? typeOfToken(type) : undefined;
        const id = (known && idOf(type, given, plan.target.subscriptions[role ?? "cells"])) ?? `${own}-id`;
        const outputs = {
          ...given,
          name: (known && given[idInputsOf(known).at(-1) ?? ""]) ?? given["name"],
          ...computed(type, id, given, resources),
        };
        add(request, { id, inputs: given, outputs, ...(urn !== undefined && urn !== "" && { provider: urn }) });
        return { id, state: outputs };
      },
      call: ({ token, inputs }) => answerOfNewSubscription(token, inputs as Inputs),
    },
    "deltawerk",
    name,
    false,
    "organization",
  );
  try {
    const outputs = await runtime.runInPulumiStack(async () => ({ layer: await program() }));
    layers.set(name, outputs?.["layer"]);
    await runtime.disconnect();
  } finally {
    monitor.registerResource = original;
  }
  return resources;
}

const recorded = new Map<Platform, Promise<readonly RegisteredResource[]>>();

/** All stacks of a platform, as `deltawerk up` makes them in order. */
export function registeredPlatform(platform: Platform): Promise<readonly RegisteredResource[]> {
  const known = recorded.get(platform) ?? kept(platform, () => recordPlatform(platform, planOf(platform)));
  recorded.set(platform, known);
  return known;
}

/** All stacks of a plan. */
export async function recordPlatform(platform: Platform, plan: Plan): Promise<readonly RegisteredResource[]> {
  const layers = new Map<string, unknown>();
  const common = { platform, environment: "local" } as const;
  const resources = [
    ...(await recordStack({ ...common, layer: "guard" }, plan, () => guardStack(plan), layers)),
    ...(await recordStack({ ...common, layer: "platform" }, plan, () => platformStack(plan), layers)),
  ];
  for (const cell of plan.cells) {
    const stack = { ...common, layer: "cell", cell: Number(cell.number) } as const;
    resources.push(...(await recordStack(stack, plan, () => cellStack(plan, cell), layers)));
  }
  return resources;
}
