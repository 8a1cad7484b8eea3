import type { Environment } from "../azure/names/codes";
import type { DrillStatus, Journal } from "../drills/journal";
import { reportText } from "../drills/report";
import type { Scenario } from "../drills/scenario";
import { scenarioNamed, scenarios } from "../drills/scenarios";
import { documentsIn, platformNames } from "../agreement/load-platform";
import { closestName } from "../agreement/closest-name";
import { CommandFailure } from "./command-failure";
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

const statuses: Readonly<Record<DrillStatus | "running", ExitStatus>> = {
  passed: exitStatus.done,
  deviated: exitStatus.deviated,
  failed: exitStatus.failed,
  aborted: exitStatus.interrupted,
  interrupted: exitStatus.interrupted,
  running: exitStatus.failed,
};

/** A drill that makes no sense on a platform. */
interface NotApplicable {
  readonly platform: string;
  readonly scenario: string;
  readonly because: string;
  readonly waysOut: readonly string[];
}

/** `deltawerk drill`: recoveries that are carried out, measured and compared with the agreement. */
export async function drill(context: Context, options: DrillOptions): Promise<ExitStatus> {
  const platforms =
    options.platform === undefined ? platformNames(documentsIn(context.projectFolder)) : [options.platform];
  if (options.list) return list(context, platforms, options.json);
  const chosen = choose(options);
  refuseOnAzure(options, chosen);
  const results: (Journal | NotApplicable)[] = [];
  for (const platform of platforms) {
    for (const scenario of chosen) results.push(await one(context, platform, scenario, options));
  }
  if (options.json) context.print(JSON.stringify(options.all ? results : results[0], undefined, 2));
  return worst(results.map((result) => ("status" in result ? statuses[result.status] : exitStatus.done)));
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
  { seed, json, all }: DrillOptions,
): Promise<Journal | NotApplicable> {
  const applicability = scenario.applies(subjectOf(context.projectFolder, platform));
  if (!applicability.applies) {
    const { because, waysOut } = applicability;
    if (!json) {
      context.print(`${platform} ${scenario.name}: not applicable, because ${because}`);
      for (const way of waysOut) context.print(`  ${way}`);
    }
    return { platform, scenario: scenario.name, because, waysOut };
  }
  context.note(`── ${platform}: ${scenario.title} ──`);
  const journal = await localDrill(context, { platform, scenario, seed });
  if (!json) context.print(all ? summaryLine(journal) : reportText(journal));
  if (!json) context.print(`Journal: .deltawerk/drills/${platform}-${scenario.name}/journal.json`);
  return journal;
}

function summaryLine({ drill: { platform, scenario }, status, reason }: Journal): string {
  return `${platform} ${scenario}: ${status}${reason === undefined ? "" : `, ${reason}`}`;
}

function list(context: Context, platforms: readonly string[], json: boolean): ExitStatus {
  const rows = platforms.flatMap((platform) => {
    const subject = subjectOf(context.projectFolder, platform);
    return scenarios.map((scenario) => ({
      platform,
      scenario: scenario.name,
      title: scenario.title,
      ...scenario.applies(subject),
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
