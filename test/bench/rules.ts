import { packArguments } from "../../operations/policies/pack-arguments";
import type { StateResource } from "../../operations/stack-operations";
import { fullCell } from "./added-tenant";
import type { Bench, BenchProject } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { privateProject } from "./platform";
import { stacksOf } from "./platform-stacks";
import type { ResultRow } from "./result-table";
import { differences } from "./statistics";

const platform = "superoffice";
const of = `${platform}-local`;
/** The layer below everything, and a cell that takes no tenant more. */
const stacks = [of, `${of}-cell-01`];

/** What all rules may add to a preview: the start of the pack, and something for each resource. */
const SECONDS_OF_PACK = 1.5;
const SECONDS_OF_RESOURCE = 0.002;

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
        const states = await statesOf(checkout);
        const rows: ResultRow[] = [];
        for (const stack of stacks) {
          const { plain, judged } = await previews(bench, checkout, stack, states);
          const size = states.get(stack)?.length ?? 0;
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

type States = ReadonlyMap<string, readonly StateResource[]>;

/** What every stack has, its secrets still encrypted, as `deltawerk` reads it. */
async function statesOf(checkout: BenchProject): Promise<States> {
  const states = new Map<string, readonly StateResource[]>();
  for (const name of await stacksOf(checkout)) {
    const { output } = await measure(await checkout.pulumi("stack", "export", "-s", name));
    const { deployment } = JSON.parse(output) as {
      readonly deployment: { readonly resources?: readonly StateResource[] };
    };
    states.set(name, deployment.resources ?? []);
  }
  return states;
}

/** Previews with the rules and without, in turns; the first of each fills caches and is not counted. */
async function previews(bench: Bench, checkout: BenchProject, stack: string, states: States) {
  const plain: number[] = [];
  const judged: number[] = [];
  const others = new Map([...states].filter(([name]) => name !== stack));
  const withPack = packArguments(checkout.folder, of, others);
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
