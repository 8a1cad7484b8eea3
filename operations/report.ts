import path from "node:path";
import { documentsIn, loadPlatform } from "../agreement/load-platform";
import { formatProblems } from "../agreement/problem";
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
  /** The page's file, absolute or below the current folder. */
  readonly out: string;
}

/** `deltawerk report`: one page that shows what was promised and how it stands in what is deployed. */
export async function report(context: Context, options: ReportOptions): Promise<ExitStatus> {
  const { projectFolder } = context;
  const { platform, environment, out } = options;
  const documents = documentsIn(projectFolder);
  const loaded = loadPlatform(platform, documents, cloudFacts);
  if (!loaded.ok) throw new CommandFailure(formatProblems(loaded.problems), exitStatus.invalidInput);
  const { plan, resources } = await deployedResources(context, options);
  context.note("Judging …");
  const verdict = judgeTree({ projectFolder, documents, platform, environment, resources });
  context.note("Drawing …");
  const graph = topologyGraph(resources);
  const page = reportPage({
    ...loaded.value,
    verdict,
    explanation: explain(plan),
    controls: allControls(projectFolder),
    drills: drillRecords(projectFolder, platform, context.note),
    topology: { graph, placed: await layoutTopology(graph) },
  });
  writeFiles(path.dirname(out), [{ path: path.basename(out), text: page }]);
  context.print(`${out}: ${Math.ceil(Buffer.byteLength(page) / 1024)} KiB`);
  return exitStatus.done;
}
