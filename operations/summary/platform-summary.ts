import { criticalPath, type Step } from "../../azure/critical-path";
import { provisioningTime } from "../../azure/provisioning-times";
import type { Plan } from "../../infra/plan/plan";
import type { Deployment } from "../deploy-stack";
import type { Session } from "../session";
import { changesText, type StateResource } from "../stack-operations";
import { durationText } from "./duration-text";
import { platformTree, type CellRecord } from "./platform-tree";
import { touchedByOwner, touchedLines, type TouchedByOwner } from "./touched";

/** One layer in the summary. */
interface LayerSummary extends Omit<Deployment, "events"> {
  readonly resources: number;
  /** Minutes that Azure takes to make it from nothing, everything that can at the same time. */
  readonly minutes: number;
  /** Types along the longest chain of the layer. */
  readonly longestChain: readonly string[];
  /** By whose it is; absent where nothing was done. */
  readonly touched?: TouchedByOwner;
}

/** What a run of `up` shows at its end: the platform as a tree, resources, time on Azure, and what comes next. */
export async function platformSummary(
  session: Session,
  plan: Plan,
  deployments: readonly Deployment[],
  known: ReadonlyMap<string, readonly StateResource[]>,
  options: { readonly seconds: number; readonly json: boolean },
): Promise<string> {
  const states = deployments.map(({ stack }) => known.get(stack) ?? []);
  const layers = deployments.map((deployment, index) =>
    layerSummary(deployment, states[index] ?? [], plan.tenantCodes),
  );
  const cells = new Map(
    plan.cells.map(({ number }) => {
      const stack = `${plan.target.platform}-${plan.target.environment}-cell-${number}`;
      const state = states[deployments.findIndex((deployment) => deployment.stack === stack)] ?? [];
      return [number, outputsIn(state)["layer"] as CellRecord];
    }),
  );
  const assumed = (await session.cloud?.grants())
    ?.filter(({ state }) => state === "assumed")
    .map(({ kind, name }) => `${kind} ${name}`);
  if (options.json) {
    return JSON.stringify(
      { target: plan.target, layers, cells: Object.fromEntries(cells), assumedGranted: [...new Set(assumed)] },
      undefined,
      2,
    );
  }
  return [
    "",
    ...platformTree(plan, cells),
    "",
    ...layerTable(layers),
    "",
    timeOnAzure(layers),
    ...(assumed === undefined ? [] : [`Assumed granted: ${[...new Set(assumed)].sort().join(", ") || "nothing"}`]),
    `Took ${options.seconds} s here.`,
    "",
    ...nextCommands(plan, session),
  ].join("\n");
}

function outputsIn(state: readonly StateResource[]): Readonly<Record<string, unknown>> {
  return state.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs ?? {};
}

function layerSummary(
  { events, ...deployment }: Deployment,
  all: readonly StateResource[],
  tenants: readonly string[],
): LayerSummary {
  const resources = all.filter(({ type }) => /^(azure-native|kubernetes):/.test(type));
  const steps = stepsOf(resources);
  const { minutes, chain } = criticalPath(steps);
  const typeOf = new Map(resources.map(({ urn, type }) => [urn, type.split(":").at(-1) ?? type]));
  return {
    ...deployment,
    resources: resources.length,
    minutes,
    longestChain: chain.map((urn) => typeOf.get(urn) ?? urn),
    ...(!deployment.unchanged && { touched: touchedByOwner(events, tenants) }),
  };
}

function stepsOf(resources: readonly StateResource[]): readonly Step[] {
  const known = new Set(resources.map(({ urn }) => urn));
  return resources.map(({ urn, type, dependencies = [], propertyDependencies = {} }) => ({
    id: urn,
    minutes: provisioningTime(type).create,
    dependsOn: [...new Set([...dependencies, ...Object.values(propertyDependencies).flat()])].filter((other) =>
      known.has(other),
    ),
  }));
}

function layerTable(layers: readonly LayerSummary[]): readonly string[] {
  const width = Math.max(...layers.map(({ stack }) => stack.length));
  return layers.flatMap(({ stack, resources, unchanged, changes, touched }) => {
    const done = unchanged ? "unchanged" : changesText(changes);
    const line = `  ${stack.padEnd(width)}  ${String(resources).padStart(4)} resources  ${done}`;
    // Where everything is new there is nobody whom it could have disturbed.
    const isNew = Object.keys(changes).every((operation) => operation === "create");
    return touched === undefined || isNew ? [line] : [line, ...touchedLines(touched).map((text) => `    ${text}`)];
  });
}

function timeOnAzure(layers: readonly LayerSummary[]): string {
  const total = layers.reduce((sum, { minutes }) => sum + minutes, 0);
  const longest = layers.reduce((one, other) => (other.minutes > one.minutes ? other : one));
  return (
    `On Azure, making this from nothing takes about ${durationText(total)} (estimate from published and measured times).\n` +
    `Longest chain, in ${longest.stack}: ${longest.longestChain.join(" → ")}`
  );
}

function nextCommands({ target, cells }: Plan, { environment }: Session): readonly string[] {
  const stack = `${target.platform}-${target.environment}-cell-${cells[0]?.number ?? "01"}`;
  const option = environment === "local" ? "" : ` -e ${environment}`;
  return [
    "Try next:",
    `  npx deltawerk explain ${target.platform}${option}`,
    `  eval "$(npx deltawerk env${option})" && pulumi preview -s ${stack}`,
    `  npx deltawerk down ${target.platform}${option}`,
    ...(environment === "local"
      ? ["The local cloud keeps running (it ends after 8 idle hours); stop it with: npx deltawerk simulator stop"]
      : []),
  ];
}
