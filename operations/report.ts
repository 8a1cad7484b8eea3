import path from "node:path";
import { documentsIn, loadPlatform, type DocumentSource } from "../agreement/load-platform";
import { formatProblems } from "../agreement/problem";
import { hashManifest, type HashedFile } from "../evidence/export/hash-manifest";
import { stableJson } from "../evidence/export/stable-json";
import { oscalComponents } from "../evidence/formats/oscal-components";
import { foldCells } from "../evidence/report/fold-cells";
import { reportPage } from "../evidence/report/page";
import { topologyGraph } from "../evidence/report/topology-graph";
import { layoutTopology } from "../evidence/report/topology-layout";
import { cloudFacts } from "../infra/plan/cloud-facts";
import { explain } from "../infra/plan/explain";
import { allControls } from "../policies/controls/controls-of-rule";
import { judgeTree } from "./check/judge-tree";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { deployedResources } from "./deployed-resources";
import { exitStatus, type ExitStatus } from "./exit-status";
import { drillRecords } from "./drill-records";
import type { PlatformTarget } from "./plan-for";
import { writeFiles } from "./write-files";

export interface ReportOptions extends PlatformTarget {
  /** The page's file, absolute or below the current folder; the other files stand beside it. */
  readonly out: string;
  readonly format: readonly ReportFormat[];
  /** Writes hashes of the files, and of what they were made from. */
  readonly sign: boolean;
}

export const reportFormats = ["html", "oscal"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** `deltawerk report`: what was promised and how it stands in what is deployed, as one page and for auditors' tools. */
export async function report(context: Context, options: ReportOptions): Promise<ExitStatus> {
  const { projectFolder } = context;
  const { platform, environment, out } = options;
  const documents = documentsIn(projectFolder);
  const loaded = loadPlatform(platform, documents, cloudFacts);
  if (!loaded.ok) throw new CommandFailure(formatProblems(loaded.problems), exitStatus.invalidInput);
  const { plan, resources } = await deployedResources(context, options);
  context.note("Judging …");
  const verdict = judgeTree({ projectFolder, documents, platform, environment, resources });
  const name = path.basename(out).replace(/\.html$/, "");
  const controls = allControls(projectFolder);
  const files: HashedFile[] = [];
  if (options.format.includes("html")) {
    context.note("Drawing …");
    const graph = foldCells(topologyGraph(resources));
    const page = reportPage({
      ...loaded.value,
      verdict,
      explanation: explain(plan),
      controls,
      drills: drillRecords(projectFolder, platform, context.note),
      topology: { graph, placed: await layoutTopology(graph) },
    });
    files.push({ path: path.basename(out), text: page });
  }
  if (options.format.includes("oscal")) {
    const text = oscalComponents(loaded.value.ledger.summary, controls, verdict);
    files.push({ path: `${name}.oscal.json`, text });
  }
  if (options.sign) {
    const title = `Evidence of ${platform}, environment ${environment}, judged on ${verdict.today}`;
    const madeFrom = [
      ...documentsOf(documents, platform, environment),
      { path: `resources of ${verdict.stacks.join(", ")}`, text: stableJson(resources) },
    ];
    files.push({ path: `${name}.sha256`, text: hashManifest(title, files, madeFrom) });
  }
  writeFiles(path.dirname(out), files);
  for (const { path: file, text } of files) {
    context.print(`${path.join(path.dirname(out), file)}: ${Math.ceil(Buffer.byteLength(text) / 1024)} KiB`);
  }
  return exitStatus.done;
}

/** The documents that a report is made from, those that are there. */
function documentsOf(documents: DocumentSource, platform: string, environment: string): readonly HashedFile[] {
  const files = [
    ...["agreements", "tenants", "promises", "firewall-rules", "waivers"].map(
      (kind) => `stacks/${kind}/${platform}.yaml`,
    ),
    `stacks/environments/${platform}.${environment}.yaml`,
  ];
  return files.flatMap((file) => {
    const text = documents.read(file);
    return text === undefined ? [] : [{ path: file, text }];
  });
}
