import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings";
import { documentsIn, type DocumentSource } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import { formatStackName, type StackIdentity } from "../../azure/names/stack-name";
import { idInputsOf, idOf } from "../../azure/resource-id";
import { typeOfToken } from "../../azure/resource-types";
import { cellStack } from "../../infra/cell-stack";
import { guardStack } from "../../infra/guard-stack";
import type { Plan } from "../../infra/plan/plan";
import { readPlan } from "../../infra/plan/read-plan";
import { platformStack } from "../../infra/platform-stack";
import { workloadStack } from "../../infra/workload-stack";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { answerOfNewSubscription } from "../azure-answers";
import { withOptionInForce } from "./option-in-force";
import { AzureOutputs } from "./azure-outputs";
import { RecordingMonitor } from "./recording-monitor";

export const projectFolder = path.join(__dirname, "..", "..");

/** Locals are disposable; the rules for what lasts are tried on the same platform as if it were production. */
export function asProduction(source: DocumentSource, platform: string, option?: SwitchedOption): DocumentSource {
  const local = option === undefined ? source : withOptionInForce(source, platform, option);
  return {
    list: source.list,
    read: (file) =>
      file === `stacks/environments/${platform}.production.yaml`
        ? local
            .read(`stacks/environments/${platform}.local.yaml`)
            ?.replace(/^environment: local$/m, "environment: production")
            .replace(/^salt: local$/m, "salt: sabotage")
            // Hosts and addresses that end like this are placeholders.
            .replaceAll(".example", ".dev")
        : local.read(file),
  };
}

export function planOf(platform: Platform, option?: SwitchedOption): Plan {
  const read = readPlan(asProduction(documentsIn(projectFolder), platform, option), platform, "production");
  if (!read.ok) throw new Error(`${platform}: ${JSON.stringify(read.problems)}`);
  return read.value;
}

type Outputs = Readonly<Record<string, unknown>>;

/** Runs one stack's program against Pulumi's mocks. @param below outputs of the stacks below, by name */
async function recordStack(
  stack: string,
  below: ReadonlyMap<string, Outputs>,
  build: () => unknown,
): Promise<{ readonly resources: readonly RegisteredResource[]; readonly outputs: Outputs }> {
  const subscriptions = new Map<string, string>();
  const azure = new AzureOutputs();
  const monitor = new RecordingMonitor({
    newResource: ({ type, name, inputs, provider, id }) => {
      const given = inputs as Readonly<Record<string, unknown>>;
      if (type === "pulumi:pulumi:StackReference") {
        const outputs = below.get(name) ?? {};
        return { id: id ?? name, state: { ...given, name, outputs, secretOutputNames: [] } };
      }
      if (type.startsWith("pulumi:providers:")) {
        subscriptions.set(name, String(given["subscriptionId"]));
        return { id: `${name}-provider`, state: given };
      }
      const known = type.startsWith("azure-native:") ? typeOfToken(type) : undefined;
      const subscription = subscriptions.get(provider?.split("::").at(-2) ?? "") ?? "";
      const made = (known && idOf(type, given, subscription)) ?? `${name}-id`;
      const own = known && given[idInputsOf(known).at(-1) ?? ""];
      azure.note(type, made, given);
      return { id: made, state: { ...given, name: own ?? given["name"], ...azure.of(type, made, given) } };
    },
    call: ({ token, inputs }) => answerOfNewSubscription(token, inputs as Record<string, unknown>),
  });
  await pulumi.runtime.setMocks(
    { newResource: () => ({ id: "", state: {} }), call: () => ({}) },
    "deltawerk",
    stack,
    false,
    "organization",
  );
  setMockOptions(monitor, "deltawerk", stack, false, "organization");
  const outputs = await pulumi.runtime.runInPulumiStack(async () => ({ layer: await build() }));
  const resolved = await new Promise<Outputs>((resolve) =>
    pulumi.output(outputs).apply((value) => resolve(value as Outputs)),
  );
  await pulumi.runtime.disconnect();
  return { resources: monitor.recorded, outputs: resolved };
}

/** Every resource that the real program registers for a plan, all layers, ids known. */
export async function recordPlan(platform: Platform, plan: Plan): Promise<readonly RegisteredResource[]> {
  const base = { platform, environment: plan.target.environment };
  const layers: readonly (readonly [StackIdentity, () => unknown])[] = [
    [{ ...base, layer: "guard" }, () => guardStack(plan)],
    [{ ...base, layer: "platform" }, () => platformStack(plan)],
    ...plan.cells.map(
      (cell) => [{ ...base, layer: "cell", cell: Number(cell.number) }, () => cellStack(plan, cell)] as const,
    ),
    ...plan.cells.map(
      (cell) => [{ ...base, layer: "workload", cell: Number(cell.number) }, () => workloadStack(plan, cell)] as const,
    ),
  ];
  const below = new Map<string, Outputs>();
  const all: RegisteredResource[] = [];
  for (const [identity, build] of layers) {
    const stack = formatStackName(identity);
    const { resources, outputs } = await recordStack(stack, below, build);
    below.set(stack, outputs);
    all.push(...resources.filter(({ type }) => type !== "pulumi:pulumi:StackReference"));
  }
  return all;
}
