import { copyFileSync } from "node:fs";
import path from "node:path";
import { BenchProject, type Bench } from "./bench-project";
import { measure, type MeasuredCommand, type Measurement } from "./measurement";
import { networkAttempts } from "./network-attempts";
import type { ResultRow } from "./result-table";
import { ratios } from "./statistics";

const program = `import { ResourceGroup } from "@pulumi/azure-native/resources";
import { VirtualNetwork } from "@pulumi/azure-native/network";

const group = new ResourceGroup("group", { resourceGroupName: "rg-small", location: "westeurope" });
const network = new VirtualNetwork("network", {
  resourceGroupName: group.name,
  virtualNetworkName: "vnet-small",
  location: group.location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});

export const networkId = network.id;
`;

const stockCompilerOptions = { strict: true, target: "es2020", module: "commonjs", moduleResolution: "node" };

/** Stack, group and network; a preview that finds something else measures something else. */
const expectedChanges = "+ 3 to create";

/** Program and set-up as this project has them: a committed loader, a bundle, no compiler at run time. */
function ourProject(bench: Bench): BenchProject {
  const project = new BenchProject(bench);
  project.write(
    "Pulumi.yaml",
    "name: small\nruntime: { name: nodejs, options: { typescript: false } }\nmain: infra/\n",
  );
  project.write("package.json", `{ "name": "small", "version": "1.0.0" }`);
  project.write("infra/program.ts", program);
  project.write("infra/index.js", `module.exports = require("../source-loader").load("infra/program.ts");\n`);
  copyFileSync(path.join(bench.projectFolder, "source-loader.js"), path.join(project.folder, "source-loader.js"));
  return project;
}

/** The same program as \`pulumi new\` sets a TypeScript project up: the SDK's loader compiles it at run time. */
function stockProject(bench: Bench): BenchProject {
  const project = new BenchProject(bench);
  project.write("Pulumi.yaml", "name: small\nruntime: { name: nodejs, options: { typescript: true } }\n");
  project.write("package.json", `{ "name": "small", "version": "1.0.0", "main": "index.ts" }`);
  project.write("tsconfig.json", JSON.stringify({ compilerOptions: stockCompilerOptions, files: ["index.ts"] }));
  project.write("index.ts", program);
  return project;
}

/** Makes the stack and gives the call that previews it. */
async function previewOf(project: BenchProject): Promise<MeasuredCommand> {
  await measure(await project.pulumi("stack", "init", "small"));
  await measure(
    await project.pulumi("config", "set", "azure-native:subscriptionId", "5a7c1d1e-0000-4000-8000-000000000001"),
  );
  return project.pulumi("preview", "-s", "small");
}

async function preview(call: MeasuredCommand): Promise<Measurement> {
  const measurement = await measure(call);
  if (!measurement.output.includes(expectedChanges)) {
    throw new Error(`the preview does not say "${expectedChanges}":\n${measurement.output}`);
  }
  return measurement;
}

/** A preview of two resources, in this project's set-up and in the stock TypeScript set-up, in turns. */
export async function benchSmallStack(bench: Bench): Promise<readonly ResultRow[]> {
  const projects = [ourProject(bench), stockProject(bench)] as const;
  try {
    const [our, stock] = [await previewOf(projects[0]), await previewOf(projects[1])];
    bench.note("small stack: one run each that is not counted, and one that counts connections");
    for (const call of [our, stock]) await preview(call);
    const ourAttempts = await networkAttempts(bench.projectFolder, our);
    const stockAttempts = await networkAttempts(bench.projectFolder, stock);
    const ours: Measurement[] = [];
    const stocks: Measurement[] = [];
    for (let run = 1; run <= bench.runs; run += 1) {
      bench.note(`small stack: run ${run} of ${bench.runs}`);
      ours.push(await preview(our));
      stocks.push(await preview(stock));
    }
    return rows(ours, stocks, ourAttempts, stockAttempts);
  } finally {
    for (const project of projects) await project.remove();
  }
}

function rows(
  ours: readonly Measurement[],
  stocks: readonly Measurement[],
  ourAttempts: readonly string[],
  stockAttempts: readonly string[],
): readonly ResultRow[] {
  const seconds = (measurements: readonly Measurement[]): readonly number[] => measurements.map((m) => m.seconds);
  const memory = (measurements: readonly Measurement[]): readonly number[] =>
    measurements.flatMap(({ peakBytes }) => peakBytes ?? []);
  const what = "cold preview, 2 resources";
  const peaks = ratios(memory(ours), memory(stocks));
  return [
    {
      what: `${what}: time`,
      against: "stock TypeScript",
      unit: "×",
      values: ratios(seconds(ours), seconds(stocks)),
      target: 0.35,
    },
    peaks.length > 0
      ? { what: `${what}: memory`, against: "stock TypeScript", unit: "×", values: peaks, target: 0.4 }
      : { what: `${what}: memory`, against: "stock TypeScript", missing: "this system does not tell it", target: 0.4 },
    { what: `${what}: network attempts`, against: "-", unit: "", values: [ourAttempts.length], target: 0 },
    { what: `${what}: network attempts, stock`, against: "-", unit: "", values: [stockAttempts.length] },
  ];
}
