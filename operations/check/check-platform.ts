import { loadPlatform, platformNames } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import type { Environment } from "../../azure/names/codes";
import type { PlatformCheck, Uncompared } from "../../evidence/verdict/check-result";
import { placesIn } from "../../evidence/verdict/clause-places";
import { compareVerdicts } from "../../evidence/verdict/compare-verdicts";
import { withLive, type LiveVerdict } from "../../evidence/verdict/live-verdict";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { resourcesOf } from "../deployed-resources";
import { exitStatus } from "../exit-status";
import { bringUp, isRefusal } from "./bring-up";
import { DeploymentStore, type BroughtUp } from "./deployment-store";
import { documentProblems } from "./document-problems";
import { deployedChangeOf } from "./deployed-change-of";
import { deploymentKey, documentsOf, type Tree } from "./git-trees";
import { judgeTree } from "./judge-tree";
import { liveVerdictOf } from "./live-verdict-of";

/** What is checked of one platform. */
export interface PlatformWork extends Pick<Context, "projectFolder" | "note"> {
  readonly platform: string;
  readonly head: Tree;
  readonly base: Tree | undefined;
  /** Asks the tenants' hosts too. */
  readonly live: boolean;
  /** Previews what is deployed there too. */
  readonly environment?: Environment;
}

/** Judges a platform by the files of a tree and compares it with those of another one. */
export async function checkPlatform(work: PlatformWork): Promise<PlatformCheck> {
  const { projectFolder, platform, head, environment } = work;
  const say = (line: string): void => work.note(`${platform}: ${line}`);
  let checked = await judgeAndCompare(work, say);
  if (environment !== undefined) {
    say(`previewing what is deployed in environment ${environment} …`);
    checked = { ...checked, deployed: await deployedChangeOf({ projectFolder, platform, environment, note: say }) };
  }
  if (work.live) {
    say("asking the hosts of tenants …");
    const live = await askHosts(projectFolder, platform, head);
    checked = { ...checked, head: withLive(checked.head, live), live };
  }
  return checked;
}

async function judgeAndCompare(work: PlatformWork, say: (line: string) => void): Promise<PlatformCheck> {
  const { projectFolder, platform, head, base } = work;
  const unlike = base === undefined ? undefined : incomparable(projectFolder, platform, base);
  if (base !== undefined && unlike !== undefined) {
    say(`not compared with ${base.label}: ${unlike.because}`);
    return { ...(await judgeAndCompare({ ...work, base: undefined }, say)), uncompared: unlike };
  }
  const store = new DeploymentStore(projectFolder);
  const judge = (tree: Tree, { states }: BroughtUp) =>
    judgeTree({
      projectFolder,
      documents: documentsOf(projectFolder, tree),
      platform,
      environment: "local",
      resources: resourcesOf(new Map(Object.entries(states))),
    });
  const on = base === undefined ? undefined : await broughtUp({ projectFolder, store, platform, tree: base, say });
  const made = await broughtUp({ projectFolder, store, platform, tree: head, say, ...(on && { on }) });
  say("judging …");
  const verdict = judge(head, made.deployment);
  if (base === undefined || on === undefined) return { head: verdict };
  const before = judge(base, on.deployment);
  const { steps, refused } = made.deployment;
  return {
    head: verdict,
    change: compareVerdicts(before, verdict, made.key === on.key ? [] : steps),
    ...(refused !== undefined && { refused }),
  };
}

/** Asks the hosts that the tenants document of a tree names. */
async function askHosts(projectFolder: string, platform: string, tree: Tree): Promise<LiveVerdict> {
  const documents = documentsOf(projectFolder, tree);
  const loaded = loadPlatform(platform, documents, cloudFacts);
  if (!loaded.ok) throw new CommandFailure(formatProblems(loaded.problems), exitStatus.invalidInput);
  const places = placesIn(documents, platform);
  return liveVerdictOf({ ...loaded.value, places, projectFolder, now: new Date() });
}

/** Why a platform cannot be compared with a tree; nothing where it can. */
function incomparable(projectFolder: string, platform: string, base: Tree): Uncompared | undefined {
  const documents = documentsOf(projectFolder, base);
  if (!platformNames(documents).includes(platform)) return { because: "the platform is new", problems: [] };
  const problems = documentProblems(documents, platform, "local");
  if (problems.length === 0) return undefined;
  return { because: "its documents there cannot be read by what is here now", problems };
}

interface Side {
  readonly key: string;
  readonly deployment: BroughtUp;
}

interface Wanted {
  readonly projectFolder: string;
  readonly store: DeploymentStore;
  readonly platform: string;
  readonly tree: Tree;
  readonly say: (line: string) => void;
  /** What is there already. */
  readonly on?: Side;
}

/** The deployment of a tree: the kept one where there is one, else one that is brought up now. */
async function broughtUp({ projectFolder, store, platform, tree, say, on }: Wanted): Promise<Side> {
  const own = deploymentKey(projectFolder, tree, platform);
  if (own === on?.key) {
    say(`${tree.label} deploys the same`);
    return on;
  }
  // What comes of a change depends on what it is made on.
  const key = on === undefined ? own : `${own}${on.key}`;
  const kept = store.find(platform, key);
  if (kept !== undefined) {
    say(`${tree.label} was brought up before`);
    return { key, deployment: kept };
  }
  const work = { projectFolder, store, tree, platform, note: say };
  if (on === undefined) {
    say(`bringing ${tree.label} up …`);
    return { key, deployment: await named(tree, bringUp({ ...work, key })) };
  }
  try {
    say(`bringing ${tree.label} up on a copy of what is there …`);
    return { key, deployment: await bringUp({ ...work, key, on: on.key }) };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    say(`that is refused; bringing ${tree.label} up anew …`);
    return { key, deployment: await named(tree, bringUp({ ...work, key, refused: error.message })) };
  }
}

/** Says with a failure which side it was. */
async function named<T>({ label }: Tree, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(`${label} cannot be brought up:\n${error.message}`, error.status);
  }
}
