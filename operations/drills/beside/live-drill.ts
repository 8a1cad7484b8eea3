import { documentsIn } from "../../../agreement/load-platform";
import { formatProblems } from "../../../agreement/problem";
import type { Environment } from "../../../azure/names/codes";
import type { Journal } from "../../../drills/journal";
import { readSubject } from "../../../drills/read-subject";
import { reportText } from "../../../drills/report";
import { runDrill } from "../../../drills/run-drill";
import type { Scenario, Subject } from "../../../drills/scenario";
import { CommandFailure } from "../../command-failure";
import type { Context } from "../../context";
import { exitStatus } from "../../exit-status";
import { openSession } from "../../session";
import { drillFolders, drillName, writeWhole, type DrillFolders } from "../drill-folders";
import { journalFile } from "../journal-file";
import { setAside } from "../journal-history";
import { loadBundle } from "../load-bundle";
import { stopsOnce } from "../stops-once";
import type { azureReading } from "./azure-reading";
import { holdDrill } from "./hold-drill";
import { livePlatform, missingStacks } from "./live-platform";
import type { LiveReading } from "./live-reading";

/** The platform in an environment on Azure. */
export function liveSubject(projectFolder: string, platform: string, environment: Environment): Subject {
  const subject = readSubject(documentsIn(projectFolder), platform, environment);
  if (!subject.ok) throw new CommandFailure(formatProblems(subject.problems), exitStatus.invalidInput);
  return subject.value;
}

export interface LiveDrillOptions {
  readonly platform: string;
  readonly environment: Environment;
  readonly scenario: Scenario;
  readonly seed: number;
}

/**
 * Carries out the safe part of a drill beside what is deployed, or goes on with one that was killed.
 *
 * @param reading the cloud @default Azure, with the rights of whoever is signed in
 * @throws CommandFailure where nobody is signed in, the platform is not deployed, or the drill is carried out already
 */
export async function liveDrill(
  context: Context,
  { platform, environment, scenario, seed }: LiveDrillOptions,
  reading: LiveReading = loadReading(context.projectFolder)(),
): Promise<Journal> {
  const { projectFolder, note } = context;
  const { beside } = scenario;
  if (beside === undefined) throw new Error(`${scenario.name} has no part that is safe on Azure`);
  const subject = liveSubject(projectFolder, platform, environment);
  const { plan } = subject;
  await reading.requireSignIn(plan.target.directory);
  const session = await openSession(projectFolder, environment, note);
  const missing = await missingStacks(session, plan);
  if (missing.length > 0) {
    throw new CommandFailure(
      `Not deployed, so nothing can be drilled: ${missing.join(", ")}.\nBring them up with: npx deltawerk up ${platform} -e ${environment}`,
    );
  }
  const folders = liveFolders(projectFolder, { platform, environment, scenario });
  const release = holdDrill(folders.root);
  const stops = stopsOnce(note);
  try {
    const store = journalFile(folders.journal);
    // What a killed drill has made is still there, so it is gone on with, whatever has changed since.
    if (store.load()?.status !== "running") setAside(folders);
    const journal = await runDrill({
      ...{ subject, store, seed, say: note, now: reading.now, isAborted: stops.isAborted },
      definition: { ...beside, name: scenario.name, title: scenario.title, notRun: scenario.notOnAzure },
      means: { live: livePlatform({ context, plan, folders, reading }) },
      versions: { node: process.versions.node, pulumi: session.engine.version },
      realNow: () => new Date(),
    });
    writeWhole(folders.report, reportText(journal));
    return journal;
  } finally {
    stops.close();
    release();
  }
}

function liveFolders(
  projectFolder: string,
  { platform, environment, scenario }: Omit<LiveDrillOptions, "seed">,
): DrillFolders {
  return drillFolders(projectFolder, drillName({ platform, scenario: scenario.name, environment }));
}

/** Whether a drill was killed before it had taken the way back. */
export function isWayBackDue(projectFolder: string, drill: Omit<LiveDrillOptions, "seed">): boolean {
  return journalFile(liveFolders(projectFolder, drill).journal).load()?.status === "running";
}

/** Few commands need a client of SQL Server. */
function loadReading(projectFolder: string): typeof azureReading {
  return loadBundle<{ readonly azureReading: typeof azureReading }>(
    projectFolder,
    "operations/drills/beside/azure-reading.ts",
  ).azureReading;
}
