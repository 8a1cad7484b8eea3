import { statSync } from "node:fs";
import path from "node:path";
import type { Bench } from "./bench-project";
import { measuredOr, missing } from "./measured-or";
import { measure } from "./measurement";
import { privateProject } from "./platform";
import type { ResultRow } from "./result-table";

const platform = "superoffice";
const TENANTS = 50;
/** As many as `deltawerk explain` says that a cell of this platform takes. */
const IN_A_CELL = 6;

/** The page of a platform with many tenants: how long it takes once what is deployed is read, and how large it is. */
export async function benchReport(bench: Bench): Promise<readonly ResultRow[]> {
  const rows = {
    time: {
      what: `deltawerk report ${platform}, ${TENANTS} tenants, from what is deployed on`,
      against: "-",
      target: 5,
    },
    size: { what: `the page of ${TENANTS} tenants: KiB`, against: "-", target: 3 * 1024 },
  };
  const checkout = privateProject(bench);
  try {
    return await measuredOr(
      bench,
      Object.values(rows).map((row) => ({ ...row, missing })),
      async () => {
        checkout.write(path.join("stacks", "tenants", `${platform}.yaml`), tenantsDocument());
        bench.note(`report: ${platform} with ${TENANTS} tenants comes up, which takes many minutes`);
        await measure(checkout.deltawerk("up", platform));
        const seconds: number[] = [];
        for (let run = 1; run <= bench.runs; run += 1) {
          bench.note(`report: run ${run} of ${bench.runs}`);
          const command = checkout.deltawerk("report", platform, "--out", "page.html");
          seconds.push((await measure({ ...command, from: "Judging …" })).seconds);
        }
        const kibibytes = Math.ceil(statSync(path.join(checkout.folder, "page.html")).size / 1024);
        return [
          { ...rows.time, unit: "s", values: seconds },
          { ...rows.size, unit: "", values: [kibibytes] },
        ];
      },
    );
  } finally {
    await checkout.remove();
  }
}

function tenantsDocument(): string {
  const tenants = Array.from({ length: TENANTS }, (_, index) => {
    const code = `t${String(index).padStart(3, "0")}`;
    const cell = String(Math.floor(index / IN_A_CELL) + 1).padStart(2, "0");
    return `  - { code: ${code}, name: ${code}, hostName: ${code}.crm.example.no, cell: "${cell}", segment: ${index % IN_A_CELL} }`;
  });
  return ["schemaVersion: 2", `platform: ${platform}`, "tenants:", ...tenants, ""].join("\n");
}
