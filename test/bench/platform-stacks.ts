import { z } from "zod";
import { BenchProject, type Bench } from "./bench-project";
import { measure, type MeasuredCommand } from "./measurement";
import { registeredResources, type StateResource } from "./registered-resource";
import type { ResultRow } from "./result-table";
import { ratios } from "./statistics";
import { stockProgram } from "./stock-program";
import { TerraformStacks, terraformIsInstalled } from "./terraform";
import { terraformConfiguration } from "./terraform-configuration";

const operations = ["preview", "creating up", "unchanged up"] as const;
type Operation = (typeof operations)[number];

const pulumiWords: Readonly<Record<Operation, readonly string[]>> = {
  preview: ["preview"],
  "creating up": ["up", "--yes", "--skip-preview"],
  "unchanged up": ["up", "--yes", "--skip-preview", "--expect-no-changes"],
};
const terraformWords: Readonly<Record<Operation, readonly string[]>> = {
  preview: ["plan"],
  "creating up": ["apply", "-auto-approve"],
  "unchanged up": ["apply", "-auto-approve"],
};

/** Something that can do the three operations on a stack. */
interface Contender {
  readonly name: string;
  readonly begin: () => Promise<void>;
  /** Makes a stack without resources; those it needs are there already. */
  readonly prepare: (stack: string) => Promise<void>;
  readonly call: (stack: string, operation: Operation) => Promise<MeasuredCommand>;
}

const exportSchema = z.object({ deployment: z.object({ resources: z.array(z.custom<StateResource>()).default([]) }) });

const listSchema = z.array(z.object({ name: z.string(), lastUpdate: z.string() }));

/**
 * Each stack of a platform against programs that register the same and decide nothing, in turns.
 *
 * @param checkout where all the stacks are up
 */
export async function benchStacks(bench: Bench, checkout: BenchProject): Promise<readonly ResultRow[]> {
  const stacks = await stacksOf(checkout);
  const stock = BenchProject.temporary(bench);
  const terraform = terraformIsInstalled() ? new TerraformStacks(bench) : undefined;
  try {
    stock.write("Pulumi.yaml", "name: stock\nruntime: { name: nodejs, options: { typescript: false } }\n");
    stock.write("package.json", `{ "name": "stock", "version": "1.0.0" }`);
    stock.write("index.js", `require("./" + require("@pulumi/pulumi").getStack() + ".js");\n`);
    const sizes = new Map<string, number>();
    for (const stack of stacks) {
      const state = await stateOf(checkout, stack);
      sizes.set(stack, registeredResources(state).length);
      stock.write(`${stack}.js`, stockProgram(state));
      await terraform?.add(stack, terraformConfiguration(state));
    }
    const contenders = [
      pulumiContender("ours", checkout),
      pulumiContender("stock program", stock),
      ...(terraform === undefined ? [] : [terraformContender(terraform)]),
    ];
    const seconds = await inTurns(bench, stacks, contenders);
    return rows(sizes, seconds, terraform !== undefined);
  } finally {
    terraform?.remove();
    await stock.remove();
  }
}

/** The stacks in the order in which they came up. */
export async function stacksOf(project: BenchProject): Promise<readonly string[]> {
  const { output } = await measure(await project.pulumi("stack", "ls", "--json"));
  const listed = listSchema.parse(JSON.parse(output));
  return listed.sort((a, b) => a.lastUpdate.localeCompare(b.lastUpdate)).map(({ name }) => name.replace(/^.*\//, ""));
}

/** The resources in the state of a stack, secrets included. */
async function stateOf(project: BenchProject, stack: string): Promise<readonly StateResource[]> {
  const { output } = await measure(await project.pulumi("stack", "export", "--show-secrets", "-s", stack));
  return exportSchema.parse(JSON.parse(output)).deployment.resources;
}

function pulumiContender(name: string, project: BenchProject): Contender {
  return {
    name,
    begin: () => project.reset(),
    prepare: async (stack) => void (await measure(await project.pulumi("stack", "init", stack, "--no-select"))),
    call: (stack, operation) => project.pulumi(...pulumiWords[operation], "-s", stack),
  };
}

function terraformContender(terraform: TerraformStacks): Contender {
  return {
    name: "terraform_data",
    begin: () => Promise.resolve(),
    prepare: (stack) => Promise.resolve(terraform.reset(stack)),
    call: (stack, operation) => Promise.resolve(terraform.call(stack, ...terraformWords[operation])),
  };
}

/** Seconds by contender, stack and operation. */
type Times = Map<string, number[]>;
const key = (contender: string, stack: string, operation: Operation): string => [contender, stack, operation].join("|");

async function inTurns(bench: Bench, stacks: readonly string[], contenders: readonly Contender[]): Promise<Times> {
  const times: Times = new Map();
  for (let run = 1; run <= bench.runs; run += 1) {
    for (const contender of contenders) await contender.begin();
    for (const stack of stacks) {
      bench.note(`${stack}: run ${run} of ${bench.runs}`);
      for (const contender of contenders) await contender.prepare(stack);
      for (const operation of operations) {
        for (const { name, call } of contenders) {
          const { seconds } = await measure(await call(stack, operation));
          times.set(key(name, stack, operation), [...(times.get(key(name, stack, operation)) ?? []), seconds]);
        }
      }
    }
  }
  return times;
}

function rows(sizes: ReadonlyMap<string, number>, times: Times, withTerraform: boolean): readonly ResultRow[] {
  const compared = (against: string): ResultRow[] =>
    [...sizes].flatMap(([stack, size]) =>
      operations.map((operation): ResultRow => {
        const series = (name: string): readonly number[] => times.get(key(name, stack, operation)) ?? [];
        const what = `${stack} (${size} resources): ${operation}`;
        return { what, against, unit: "×", values: ratios(series("ours"), series(against)) };
      }),
    );
  return [
    ...compared("stock program"),
    ...(withTerraform
      ? compared("terraform_data")
      : [{ what: "all stacks", against: "terraform_data", missing: "terraform is not installed" }]),
  ];
}
