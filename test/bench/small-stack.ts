import { copyFileSync, rmSync } from "node:fs";
import path from "node:path";
import { BenchProject, type Bench } from "./bench-project";
import { measure, type MeasuredCommand, type Measurement } from "./measurement";
import { networkAttempts } from "./network-attempts";
import { tellsMemory } from "./process-tree";
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

const subscription = "5a7c1d1e-0000-4000-8000-000000000001";

/** Stack, group and network; a preview that finds something else measures something else. */
const expectedChanges = "+ 3 to create";

/** Program and set-up as this project has them: a committed loader, a bundle, no compiler at run time. */
function ourProject(bench: Bench): BenchProject {
  const project = BenchProject.temporary(bench);
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
  const project = BenchProject.temporary(bench);
  project.write("Pulumi.yaml", "name: small\nruntime: { name: nodejs, options: { typescript: true } }\n");
  project.write("package.json", `{ "name": "small", "version": "1.0.0", "main": "index.ts" }`);
  project.write("tsconfig.json", JSON.stringify({ compilerOptions: stockCompilerOptions, files: ["index.ts"] }));
  project.write("index.ts", program);
  return project;
}

/** A project with the call that previews its stack. */
interface Candidate {
  readonly project: BenchProject;
  readonly call: MeasuredCommand;
}

/** Where the stock loader keeps what it compiled; by default a folder that is shared by all projects. */
const stockCache = "ts-node-cache";
const ourBuild = ".deltawerk";

async function candidate(project: BenchProject): Promise<Candidate> {
  await measure(await project.pulumi("stack", "init", "small"));
  await measure(await project.pulumi("config", "set", "azure-native:subscriptionId", subscription));
  const call = await project.pulumi("preview", "-s", "small");
  const environment = { ...call.environment, TS_NODE_CACHE_DIRECTORY: path.join(project.folder, stockCache) };
  return { project, call: { ...call, environment } };
}

/** What is read of one preview. */
type Reading = (call: MeasuredCommand) => Promise<number>;

const readSeconds: Reading = async (call) => (await preview(call)).seconds;
const readPeakBytes: Reading = async (call) => (await preview({ ...call, watchesMemory: true })).peakBytes;

async function preview(call: MeasuredCommand): Promise<Measurement> {
  const measurement = await measure(call);
  if (!measurement.output.includes(expectedChanges)) {
    throw new Error(`the preview does not say "${expectedChanges}":\n${measurement.output}`);
  }
  return measurement;
}

/** Both set-ups keep what they compiled, so a preview that compiles is one without that. */
function forgetBuild({ project }: Candidate): void {
  for (const folder of [stockCache, ourBuild]) {
    rmSync(path.join(project.folder, folder), { recursive: true, force: true });
  }
}

/** The same preview in both states of the two set-ups. */
interface Series {
  readonly oursUnbuilt: number[];
  readonly stockUnbuilt: number[];
  readonly oursBuilt: number[];
  readonly stockBuilt: number[];
}

/** One preview of each kind in every turn. */
async function inTurns(bench: Bench, ours: Candidate, stock: Candidate, read: Reading): Promise<Series> {
  const series: Series = { oursUnbuilt: [], stockUnbuilt: [], oursBuilt: [], stockBuilt: [] };
  for (let run = 1; run <= bench.runs; run += 1) {
    bench.note(`small stack, ${read === readSeconds ? "time" : "memory"}: run ${run} of ${bench.runs}`);
    for (const subject of [ours, stock]) forgetBuild(subject);
    series.oursUnbuilt.push(await read(ours.call));
    series.stockUnbuilt.push(await read(stock.call));
    series.oursBuilt.push(await read(ours.call));
    series.stockBuilt.push(await read(stock.call));
  }
  return series;
}

/** A preview of two resources, in this project's set-up and in the stock TypeScript set-up, in turns. */
export async function benchSmallStack(bench: Bench): Promise<readonly ResultRow[]> {
  const projects = [ourProject(bench), stockProject(bench)] as const;
  try {
    const [ours, stock] = [await candidate(projects[0]), await candidate(projects[1])];
    bench.note("small stack: one run each that fills the file cache, and one that counts connections");
    for (const subject of [ours, stock]) await preview(subject.call);
    const attempts = { ours: await attemptsOf(bench, ours), stock: await attemptsOf(bench, stock) };
    const seconds = await inTurns(bench, ours, stock, readSeconds);
    const memory = tellsMemory() ? await inTurns(bench, ours, stock, readPeakBytes) : undefined;
    return [
      ...comparisons("time", seconds, 0.35),
      ...comparisons("memory", memory, 0.4),
      { what: "network attempts, ours", against: "-", unit: "", values: [attempts.ours], target: 0 },
      { what: "network attempts, stock", against: "-", unit: "", values: [attempts.stock] },
    ];
  } finally {
    for (const project of projects) await project.remove();
  }
}

async function attemptsOf({ projectFolder }: Bench, subject: Candidate): Promise<number> {
  forgetBuild(subject);
  return (await networkAttempts(projectFolder, subject.call)).length;
}

/** @param series absent where this system does not tell it */
function comparisons(what: string, series: Series | undefined, target: number): readonly ResultRow[] {
  const row = (state: string, ours: keyof Series, stock: keyof Series): ResultRow => {
    const base = { what: `preview, ${state}: ${what}`, against: "stock TypeScript" };
    return series === undefined
      ? { ...base, missing: "this system does not tell it" }
      : { ...base, unit: "×", values: ratios(series[ours], series[stock]) };
  };
  return [
    { ...row("both compile", "oursUnbuilt", "stockUnbuilt"), target },
    { ...row("only stock compiles", "oursBuilt", "stockUnbuilt"), target },
    row("both compiled before", "oursBuilt", "stockBuilt"),
  ];
}
