import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Bench, BenchProject } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { privateProject } from "./platform";
import type { ResultRow } from "./result-table";
import { ratios } from "./statistics";

const platform = "superoffice";
const stack = `${platform}-local-cell-01`;

/** The preview of a tenant more may take a fifth longer than one that finds nothing to do. */
const TARGET = 1.2;

/** What one tenant more costs the preview of its cell, which is full with it, beside a preview that finds nothing to do. */
export async function benchAddedTenant(bench: Bench): Promise<readonly ResultRow[]> {
  const row = { what: `preview of ${stack}, one tenant more: time`, against: "unchanged", target: TARGET };
  const checkout = privateProject(bench);
  try {
    return await measuredOr(bench, [{ ...row, missing }], async () => {
      const { file: document, allButOne, full } = await fullCell(checkout, platform);
      checkout.write(document, allButOne);
      bench.note(`${stack}: up with one tenant less than it takes`);
      await measure(checkout.deltawerk("up", platform));
      const unchanged: number[] = [];
      const added: number[] = [];
      for (let run = 0; run <= bench.runs; run += 1) {
        bench.note(run === 0 ? `${stack}: previews that are not counted` : `${stack}: run ${run} of ${bench.runs}`);
        for (const [text, seconds] of [
          [full, added],
          [allButOne, unchanged],
        ] as const) {
          checkout.write(document, text);
          const preview = await measure(await checkout.pulumi("preview", "-s", stack));
          if (run > 0) seconds.push(preview.seconds);
        }
      }
      return [{ ...row, unit: "×", values: ratios(added, unchanged) }];
    });
  } finally {
    await checkout.remove();
  }
}

const cellSchema = z.object({ tenants: z.number(), capacity: z.number() });
const explanationSchema = z.object({ cells: z.tuple([cellSchema]) });

/** The tenants document of a platform with one cell, with all tenants that it takes and with one tenant less. */
export async function fullCell(checkout: BenchProject, platform: string) {
  const file = path.join("stacks", "tenants", `${platform}.yaml`);
  const text = () => readFileSync(path.join(checkout.folder, file), "utf8");
  const { output } = await measure(checkout.deltawerk("explain", platform, "--json"));
  // Notices of what was built come before.
  const { cells } = explanationSchema.parse(JSON.parse(output.slice(output.search(/^\{/m))));
  let allButOne = text();
  for (let number = cells[0].tenants; number < cells[0].capacity; number += 1) {
    allButOne = text();
    const code = `ben${number}`;
    await measure(
      checkout.deltawerk("tenant", "add", platform, code, "--name", code, "--host", `${code}.crm.example.no`),
    );
  }
  return { file, allButOne, full: text() };
}
