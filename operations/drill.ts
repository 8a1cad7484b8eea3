import type { Environment } from "../azure/names/codes";
import type { Journal } from "../drills/journal";
import { endOf, outcomeTable, type DrillOutcome } from "../drills/outcome-table";
import { reportText } from "../drills/report";
import type { Applicability, Scenario, Subject } from "../drills/scenario";
import { scenarioNamed, scenarios } from "../drills/scenarios";
import { documentsIn, platformNames } from "../agreement/load-platform";
import { closestName } from "../agreement/closest-name";
import { CommandFailure, isInterruption } from "./command-failure";
import type { Context } from "./context";
import { isWayBackDue, liveDrill, liveSubject } from "./drills/beside/live-drill";
import { drillName } from "./drills/drill-folders";
import { localDrill, subjectOf } from "./drills/local-drill";
import { exitStatus, type ExitStatus } from "./exit-status";

export interface DrillOptions {
  readonly platform?: string;
  readonly scenario?: string;
  readonly environment: Environment;
  /** Every scenario on every platform, or on the one that is given. */
  readonly all: boolean;
  readonly list: boolean;
  readonly seed: number;
  readonly json: boolean;
  /** `<platform>-<environment>`, for drills that users notice. */
  readonly confirm?: string;
}

const statuses: Readonly<Record<ReturnType<typeof endOf>, ExitStatus>> = {
  passed: exitStatus.done,
  "not applicable": exitStatus.done,
  deviated: exitStatus.deviated,
  failed: exitStatus.failed,
  aborted: exitStatus.interrupted,
  interrupted: exitStatus.interrupted,
  running: exitStatus.failed,
  "not carried out": exitStatus.failed,
};

/** `deltawerk drill`: recoveries that are carried out, measured and compared with the agreement. */
export async function drill(context: Context, options: DrillOptions): Promise<ExitStatus> {
  const platforms =
    options.platform === undefined ? platformNames(documentsIn(context.projectFolder)) : [options.platform];
  if (options.list) return list(context, platforms, options);
  const chosen = choose(options);
  const outcomes: DrillOutcome[] = [];
  for (const [platform, scenario] of platforms.flatMap((name) => chosen.map((each) => [name, each] as const))) {
    // Whoever stops a drill wants no other one to begin.
    if (outcomes.some((outcome) => endOf(outcome) === "aborted")) break;
    const outcome = await (options.environment === "local" ? one : beside)(context, platform, scenario, options);
    outcomes.push(outcome);
    if (!options.json) show(context, outcome, options.all);
  }
  if (options.json) {
    const shown = outcomes.map((outcome) => (outcome.kind === "ended" ? outcome.journal : outcome));
    context.print(JSON.stringify(options.all ? shown : shown[0], undefined, 2));
  } else if (options.all) context.print(`\n${outcomeTable(outcomes)}`);
  return worst(outcomes.map((outcome) => statuses[endOf(outcome)]));
}

function choose({ all, platform, scenario }: DrillOptions): readonly Scenario[] {
  if (all) return scenarios;
  const names = scenarios.map(({ name }) => name);
  if (platform === undefined || scenario === undefined) {
    throw new CommandFailure(
      `Which drill on which platform? For example: deltawerk drill superoffice ${names[0] ?? ""}\n` +
        `Drills: ${names.join(", ")}. All of them: deltawerk drill --all. What makes sense where: deltawerk drill --list`,
      exitStatus.invalidInput,
    );
  }
  const found = scenarioNamed(scenario);
  if (found !== undefined) return [found];
  const meant = closestName(scenario, names);
  throw new CommandFailure(
    `There is no drill "${scenario}". ${meant === undefined ? `Allowed: ${names.join(", ")}.` : `Did you mean "${meant}"?`}`,
    exitStatus.invalidInput,
  );
}

/** Of many drills, one that cannot be carried out must not keep the others from being. */
async function ofMany(
  isOfMany: boolean,
  drilled: Pick<Extract<DrillOutcome, { kind: "not carried out" }>, "platform" | "scenario">,
  carryOut: () => Promise<DrillOutcome>,
): Promise<DrillOutcome> {
  try {
    return await carryOut();
  } catch (error) {
    if (!isOfMany || !(error instanceof Error) || isInterruption(error)) throw error;
    return { kind: "not carried out", ...drilled, because: error.message };
  }
}

async function one(
  context: Context,
  platform: string,
  scenario: Scenario,
  { seed, all }: DrillOptions,
): Promise<DrillOutcome> {
  const applicability = scenario.applies(subjectOf(context.projectFolder, platform, scenario));
  if (!applicability.applies) {
    const { because, waysOut } = applicability;
    return { kind: "not applicable", platform, scenario: scenario.name, because, waysOut };
  }
  context.note(`── ${platform}: ${scenario.title} ──`);
  return ofMany(all, { platform, scenario: scenario.name }, async () => ({
    kind: "ended",
    journal: await localDrill(context, { platform, scenario, seed }),
  }));
}

/** The part of a drill that is safe where customers are served. */
async function beside(
  context: Context,
  platform: string,
  scenario: Scenario,
  { environment, seed, all, confirm }: DrillOptions,
): Promise<DrillOutcome> {
  const outcome = { platform, scenario: scenario.name };
  return ofMany(all, outcome, async () => {
    const because = besideRefusal(liveSubject(context.projectFolder, platform, environment), scenario);
    if (because !== undefined) return { kind: "not applicable", ...outcome, because, waysOut: [] };
    const { noticed } = scenario.beside ?? {};
    const word = `${platform}-${environment}`;
    if (noticed !== undefined && confirm !== word) {
      if (isWayBackDue(context.projectFolder, { platform, environment, scenario })) {
        throw new CommandFailure(
          `${scenario.name} was killed, and its way back is still due. Users notice it: ${noticed}. Take it with: --confirm ${word}`,
          exitStatus.invalidInput,
        );
      }
      const refused = `users notice it: ${noticed}. Where that is wanted: --confirm ${word}`;
      if (all) return { kind: "not applicable", ...outcome, because: refused, waysOut: [] };
      throw new CommandFailure(`${scenario.name} is not begun, because ${refused}`, exitStatus.invalidInput);
    }
    context.note(`── ${platform}, ${environment}: ${scenario.title} ──`);
    return { kind: "ended", journal: await liveDrill(context, { platform, environment, scenario, seed }) };
  });
}

/** Why nothing of a drill is run where customers are served; undefined where something is. */
function besideRefusal(subject: Subject, scenario: Scenario): string | undefined {
  const applicability = scenario.applies(subject);
  if (!applicability.applies) return applicability.because;
  return scenario.beside === undefined
    ? `nothing of it is run against Azure: ${scenario.notOnAzure.join(" ")}`
    : undefined;
}

/** A platform for a list, or why there is none: one whose documents are not filled in stands among others. */
function listedSubject(projectFolder: string, platform: string, environment: Environment): Subject | string {
  try {
    return liveSubject(projectFolder, platform, environment);
  } catch (error) {
    if (error instanceof CommandFailure) return error.message;
    throw error;
  }
}

function show(context: Context, outcome: DrillOutcome, isShort: boolean): void {
  if (outcome.kind !== "ended") {
    const { platform, scenario, kind, because } = outcome;
    context.print(`${platform} ${scenario}: ${kind}, because ${because}`);
    for (const way of outcome.kind === "not applicable" ? outcome.waysOut : []) context.print(`  ${way}`);
    return;
  }
  const { journal } = outcome;
  context.print(isShort ? summaryLine(journal) : reportText(journal));
  context.print(`Journal: .deltawerk/drills/${drillName(journal.drill)}/journal.json`);
}

function summaryLine({ drill: { platform, scenario }, status, reason }: Journal): string {
  return `${platform} ${scenario}: ${status}${reason === undefined ? "" : `, ${reason}`}`;
}

function list(
  { projectFolder, print }: Context,
  platforms: readonly string[],
  { environment, json }: DrillOptions,
): ExitStatus {
  const rows = platforms.flatMap((platform) => {
    const subjects = new Map<Scenario["option"], Subject>();
    const subjectFor = (scenario: Scenario): Subject => {
      const subject = subjects.get(scenario.option) ?? subjectOf(projectFolder, platform, scenario);
      subjects.set(scenario.option, subject);
      return subject;
    };
    const live = environment === "local" ? undefined : listedSubject(projectFolder, platform, environment);
    const applies = (scenario: Scenario): Applicability => {
      if (live === undefined) return scenario.applies(subjectFor(scenario));
      const because = typeof live === "string" ? live : besideRefusal(live, scenario);
      return because === undefined ? { applies: true } : { applies: false, because, waysOut: [] };
    };
    return scenarios.map((scenario) => ({
      platform,
      scenario: scenario.name,
      title: scenario.title,
      ...applies(scenario),
    }));
  });
  if (json) print(JSON.stringify(rows, undefined, 2));
  else {
    for (const row of rows) {
      const what = row.applies ? row.title : `not applicable, because ${row.because}`;
      print(`${row.platform.padEnd(12)} ${row.scenario.padEnd(16)} ${what}`);
    }
  }
  return exitStatus.done;
}

/** One number for several drills: an interruption, then a failure, then a deviation. */
function worst(results: readonly ExitStatus[]): ExitStatus {
  const order = [exitStatus.interrupted, exitStatus.failed, exitStatus.deviated];
  return order.find((status) => results.includes(status)) ?? exitStatus.done;
}
