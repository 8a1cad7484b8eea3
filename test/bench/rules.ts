import path from "node:path";
import { exportedResources } from "../../policies/resources/exported-resources";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { unionText } from "../../policies/resources/union-file";
import { fullCell } from "./added-tenant";
import type { Bench, BenchProject } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { privateProject } from "./platform";
import { stateOf, stacksOf } from "./platform-stacks";
import type { ResultRow } from "./result-table";
import { differences } from "./statistics";

const platform = "superoffice";
const of = `${platform}-local`;
/** The layer below everything, and a cell that takes no tenant more. */
const stacks = [of, `${of}-cell-01`];

/** What all rules may add to a preview: the start of the pack, and something for each resource. */
const SECONDS_OF_PACK = 1.5;
const SECONDS_OF_RESOURCE = 0.002;

const configFile = "bench-pack.json";
const unionFile = "bench-union.json";

/** What all rules together add to the preview of a stack, with the union of all stacks as `deltawerk` hands it in. */
export async function benchRules(bench: Bench): Promise<readonly ResultRow[]> {
  const row = (stack: string) => ({ what: `preview of ${stack}, all rules: seconds more`, against: "no rules" });
  const checkout = privateProject(bench);
  try {
    return await measuredOr(
      bench,
      stacks.map((stack) => ({ ...row(stack), target: SECONDS_OF_PACK, missing })),
      async () => {
        const { file, full } = await fullCell(checkout, platform);
        checkout.write(file, full);
        bench.note(`${platform}: up with a full cell`);
        await measure(checkout.deltawerk("up", platform));
        const sizes = await writeUnion(checkout);
        const rows: ResultRow[] = [];
        for (const stack of stacks) {
          const { plain, judged } = await previews(bench, checkout, stack);
          const size = sizes.get(stack) ?? 0;
          const target = SECONDS_OF_PACK + SECONDS_OF_RESOURCE * size;
          const what = `preview of ${stack} (${size} resources), all rules: seconds more`;
          rows.push({ ...row(stack), what, target, unit: "s", values: differences(judged, plain) });
        }
        return rows;
      },
    );
  } finally {
    await checkout.remove();
  }
}

/** Hands the pack what `deltawerk` does. @returns how many resources each stack has */
async function writeUnion(checkout: BenchProject): Promise<ReadonlyMap<string, number>> {
  const names = await stacksOf(checkout);
  const all: RegisteredResource[] = [];
  for (const name of names) {
    all.push(...exportedResources({ deployment: { resources: await stateOf(checkout, name) } }));
  }
  checkout.write(unionFile, unionText({ of, stacks: names, resources: all }));
  checkout.write(configFile, JSON.stringify({ yardstick: { union: path.join(checkout.folder, unionFile) } }));
  return new Map(names.map((name) => [name, all.filter(({ stack }) => stack === name).length]));
}

/** Previews with the rules and without, in turns; the first of each fills caches and is not counted. */
async function previews(bench: Bench, checkout: BenchProject, stack: string) {
  const plain: number[] = [];
  const judged: number[] = [];
  const pack = path.join(checkout.folder, "policies", "packs", "all");
  const withPack = ["--policy-pack", pack, "--policy-pack-config", path.join(checkout.folder, configFile)];
  for (let run = 0; run <= bench.runs; run += 1) {
    bench.note(run === 0 ? `${stack}: previews that are not counted` : `${stack}: run ${run} of ${bench.runs}`);
    for (const [words, seconds] of [
      [withPack, judged],
      [[], plain],
    ] as const) {
      const preview = await measure(await checkout.pulumi("preview", "-s", stack, ...words));
      if (words.length > 0 && !preview.output.includes("deltawerk")) {
        throw new Error(`the preview names no policy pack:\n${preview.output}`);
      }
      if (run > 0) seconds.push(preview.seconds);
    }
  }
  return { plain, judged };
}
