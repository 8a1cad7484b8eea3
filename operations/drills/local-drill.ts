import { existsSync, mkdirSync, rmSync } from "node:fs";
import { documentsIn } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import type { Journal } from "../../drills/journal";
import { optionTexts, withOption } from "../../drills/option";
import { readSubject } from "../../drills/read-subject";
import { reportText } from "../../drills/report";
import { runDrill } from "../../drills/run-drill";
import type { Scenario, Subject } from "../../drills/scenario";
import { twinDocuments } from "../../drills/twin/twin-documents";
import { twinPlace } from "../../drills/twin/twin-place";
import { startSimulator, stopSimulator } from "../../simulator/client/simulator-process";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { findEngine, type Engine } from "../engine/find-engine";
import { exitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { basePlatform, platformKey } from "./base-platform";
import {
  copyWhole,
  drillFolders,
  drillName,
  makeChangedProject,
  makeProject,
  writeWhole,
  type DrillFolders,
} from "./drill-folders";
import type { copyWork } from "./copies/copy-work";
import { drillProgram } from "./drill-program";
import { drillSession } from "./drill-session";
import { journalFile } from "./journal-file";
import { setAside } from "./journal-history";
import { loadBundle } from "./load-bundle";
import { stopsOnce } from "./stops-once";
import { localCloud } from "./local-cloud";

/** Names of a second data centre that a drill makes say so. */
const GENERATION = "drill-01";
const environment = "local";

/**
 * The platform that is exercised, from the documents of the checkout.
 *
 * @throws CommandFailure with every problem of the documents
 */
export function subjectOf(projectFolder: string, platform: string, { option }: Pick<Scenario, "option">): Subject {
  const subject = readSubject(withOption(documentsIn(projectFolder), platform, option), platform, environment);
  if (!subject.ok) throw new CommandFailure(formatProblems(subject.problems), exitStatus.invalidInput);
  return subject.value;
}

/** Carries out a drill in a local cloud of its own, or goes on with one that was killed. */
export async function localDrill(
  context: Context,
  { platform, scenario, seed }: { readonly platform: string; readonly scenario: Scenario; readonly seed: number },
): Promise<Journal> {
  const { projectFolder, note } = context;
  const subject = subjectOf(projectFolder, platform, scenario);
  const engine = await findEngine({ projectFolder });
  const folders = drillFolders(projectFolder, drillName({ platform, scenario: scenario.name, environment }));
  const key = platformKey(projectFolder, platform, scenario.option);
  await setAsideStale(folders, { key, seed }, note);
  if (journalFile(folders.journal).load()?.status !== "running") {
    await prepare(context, folders, { platform, scenario }, engine);
  }
  const withTwin = scenario.makesTwin ? addTwin(projectFolder, folders, subject) : subject;
  const cloud = await startSimulator({ projectFolder, stateFolder: folders.local });
  const drilled = localCloud(cloud);
  const stops = stopsOnce(note);
  try {
    const twin = withTwin.twin && {
      session: drillSession(engine, cloud, folders.twin, folders.twinLocal),
      plan: withTwin.twin.plan,
    };
    const journal = await runDrill({
      ...{ subject: withTwin, seed, store: journalFile(folders.journal), say: note },
      definition: { ...scenario, notRun: [] },
      now: () => drilled.now(),
      means: {
        cloud: drilled,
        program: drillProgram({
          ...{ platform, twin, say: note },
          live: drillSession(engine, cloud, folders.live, folders.local),
          restoreDocuments: () => makeLive(projectFolder, folders, { platform, scenario }),
        }),
        copyWork: once(() => {
          mkdirSync(folders.scratch, { recursive: true });
          return loadCopyWork(projectFolder)(drilled, cloud.blobs, folders.scratch);
        }),
      },
      versions: { node: process.versions.node, pulumi: engine.version, platform: key },
      isAborted: stops.isAborted,
      realNow: () => new Date(),
    });
    writeWhole(folders.report, reportText(journal));
    return journal;
  } finally {
    stops.close();
    await stopSimulator(folders.local);
    if (journalFile(folders.journal).load()?.status !== "running") removeWork(folders);
  }
}

/** A drill and the platform on which it is carried out. */
interface Carried {
  readonly platform: string;
  readonly scenario: Scenario;
}

async function prepare(
  { projectFolder, note }: Context,
  folders: DrillFolders,
  { platform, scenario }: Carried,
  engine: Engine,
): Promise<void> {
  const base = await basePlatform({ projectFolder, platform, option: scenario.option }, engine, note);
  await stopSimulator(folders.local);
  removeWork(folders);
  setAside(folders);
  copyWhole(base.local, folders.local);
  makeLive(projectFolder, folders, { platform, scenario });
}

function makeLive(projectFolder: string, { live }: DrillFolders, { platform, scenario }: Carried): void {
  makeChangedProject(projectFolder, live, optionTexts(documentsIn(projectFolder), platform, scenario.option));
}

/** A drill that was killed and whose program or documents have changed since cannot be gone on with. */
async function setAsideStale(
  folders: DrillFolders,
  { key, seed }: { readonly key: string; readonly seed: number },
  say: (text: string) => void,
): Promise<void> {
  const store = journalFile(folders.journal);
  const journal = store.load();
  if (journal?.status !== "running") return;
  if (journal.versions["platform"] === key && journal.drill.seed === seed) return;
  say("A killed drill cannot be gone on with: the program, the documents or the seed have changed since.");
  await stopSimulator(folders.local);
  store.save({ ...journal, status: "interrupted", reason: "it was killed, and what it worked with has changed since" });
  setAside(folders);
  removeWork(folders);
}

/** Everything but journals and report; all of it is the drill's own, so nothing is left of it. */
function removeWork({ local, twinLocal, live, twin, scratch }: DrillFolders): void {
  for (const folder of [local, twinLocal, live, twin, scratch]) rmSync(folder, { recursive: true, force: true });
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => Promise<T> {
  let made: { readonly value: T } | undefined;
  return () => Promise.resolve((made ??= { value: make() }).value);
}

/** Few commands need the jobs and their libraries. */
function loadCopyWork(projectFolder: string): typeof copyWork {
  return loadBundle<{ readonly copyWork: typeof copyWork }>(projectFolder, "operations/drills/copies/copy-work.ts")
    .copyWork;
}

function addTwin(projectFolder: string, folders: DrillFolders, subject: Subject): Subject {
  const { platform } = subject.plan.target;
  const place = twinPlace(subject.agreement);
  const source = documentsIn(projectFolder);
  const { texts, differences } = twinDocuments(source, { platform, environment }, place, GENERATION);
  if (!existsSync(folders.twin)) makeProject(projectFolder, folders.twin, texts);
  return { ...subject, twin: { place, differences, plan: planFor(folders.twin, { platform, environment }) } };
}
