import type { Environment } from "../azure/names/codes";
import type { Journal } from "../drills/journal";
import { endOf, outcomeTable, type DrillOutcome } from "../drills/outcome-table";
import { reportText } from "../drills/report";
import type { Scenario, Subject } from "../drills/scenario";
import { scenarioNamed, scenarios } from "../drills/scenarios";
import { documentsIn, platformNames } from "../agreement/load-platform";
import { closestName } from "../agreement/closest-name";
import { CommandFailure, isInterruption } from "./command-failure";
import type { Context } from "./context";
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
  if (options.list) return list(context, platforms, options.json);
  const chosen = choose(options);
  refuseOnAzure(options, chosen);
  const outcomes: DrillOutcome[] = [];
  for (const [platform, scenario] of platforms.flatMap((name) => chosen.map((each) => [name, each] as const))) {
    // Whoever stops a drill wants no other one to begin.
    if (outcomes.some((outcome) => endOf(outcome) === "aborted")) break;
    const outcome = await one(context, platform, scenario, options);
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

/** Drills have been carried out against the local cloud only. */
function refuseOnAzure({ environment }: DrillOptions, chosen: readonly Scenario[]): void {
  if (environment === "local") return;
  const steps = chosen.flatMap(({ name, notOnAzure }) => notOnAzure.map((text) => `  ${name}: ${text}`));
  throw new CommandFailure(
    [
      `Drills run in environment local; ${environment} is given. None has been carried out against Azure so far.`,
      "By hand, with docs/runbooks. What cannot be forced on Azure:",
      ...steps,
    ].join("\n"),
    exitStatus.invalidInput,
  );
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
  try {
    return { kind: "ended", journal: await localDrill(context, { platform, scenario, seed }) };
  } catch (error) {
    // Of many drills, one that cannot be carried out must not keep the others from being.
    if (!all || !(error instanceof Error) || isInterruption(error)) throw error;
    return { kind: "not carried out", platform, scenario: scenario.name, because: error.message };
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
  const { platform, scenario } = journal.drill;
  context.print(isShort ? summaryLine(journal) : reportText(journal));
  context.print(`Journal: .deltawerk/drills/${platform}-${scenario}/journal.json`);
}

function summaryLine({ drill: { platform, scenario }, status, reason }: Journal): string {
  return `${platform} ${scenario}: ${status}${reason === undefined ? "" : `, ${reason}`}`;
}

function list(context: Context, platforms: readonly string[], json: boolean): ExitStatus {
  const rows = platforms.flatMap((platform) => {
    const subjects = new Map<Scenario["option"], Subject>();
    const subjectFor = (scenario: Scenario): Subject => {
      const subject = subjects.get(scenario.option) ?? subjectOf(context.projectFolder, platform, scenario);
      subjects.set(scenario.option, subject);
      return subject;
    };
    return scenarios.map((scenario) => ({
      platform,
      scenario: scenario.name,
      title: scenario.title,
      ...scenario.applies(subjectFor(scenario)),
    }));
  });
  if (json) context.print(JSON.stringify(rows, undefined, 2));
  else {
    for (const row of rows) {
      const what = row.applies ? row.title : `not applicable, because ${row.because}`;
      context.print(`${row.platform.padEnd(12)} ${row.scenario.padEnd(16)} ${what}`);
    }
  }
  return exitStatus.done;
}

/** One number for several drills: an interruption, then a failure, then a deviation. */
function worst(results: readonly ExitStatus[]): ExitStatus {
  const order = [exitStatus.interrupted, exitStatus.failed, exitStatus.deviated];
  return order.find((status) => results.includes(status)) ?? exitStatus.done;
}
