import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import { InvalidInputError } from "../azure/invalid-input";
import { ENVIRONMENT_CODES, type Environment } from "../azure/names/codes";
import { bootstrap } from "./bootstrap/bootstrap";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { check } from "./check/check";
import { checkFormats } from "./check/check-files";
import { doctor } from "./doctor";
import { down } from "./down";
import { drill } from "./drill";
import { env } from "./env";
import { exitStatus, type ExitStatus } from "./exit-status";
import { isExpectedFailure } from "./expected-failure";
import { explain } from "./explain";
import { listedWords } from "./listed-words";
import { exportFormats, exportResources } from "./export";
import { outputs } from "./outputs";
import { preview } from "./preview";
import { report as writeReport, reportFormats } from "./report";
import { simulator, simulatorActions } from "./simulator";
import { tenantCommand } from "./tenant/tenant-command";
import { up } from "./up";
import { vpnCommand } from "./vpn/vpn-command";

const environments = Object.keys(ENVIRONMENT_CODES) as readonly Environment[];

const environmentOption = (): Option<
  "-e, --environment <name>",
  undefined,
  "local",
  Environment,
  false,
  readonly Environment[]
> => new Option("-e, --environment <name>", "where").choices(environments).default("local" as const);
const jsonOption = new Option("--json", "print the result as JSON").default(false);
const yesOption = new Option("-y, --yes", "do not ask before changing something on Azure").default(false);

const statusHelp = `
Exit status: 0 done · 1 failed · 2 the command line or a document cannot be used, nothing was changed ·
3 removed, and protected data is kept · 4 changes found (preview --expect-no-changes) ·
5 a drill deviated from what was agreed · 130 interrupted`;

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("A whole number that is not negative is needed.");
  return Number(text);
}

/** The command line; the action of a subcommand leaves its exit status in `finish`. */
function commandLine(context: Context, finish: (status: ExitStatus) => void): Command {
  const program = new Command("deltawerk")
    .description("Deploys a hosted platform from its service agreement, on Azure or on a local cloud.")
    .addHelpText("after", statusHelp)
    .exitOverride();
  const platform = new Argument("<platform>", "coachview, superoffice, cloxxs, pct or draftit");

  program
    .command("up")
    .description("bring a platform up, or to what its documents say now")
    .addArgument(platform)
    .addOption(environmentOption())
    .addOption(yesOption)
    .addOption(jsonOption)
    .option("--plan <folder>", "do nothing else than this plan of `preview --save-plan` says; needs --plan-hash")
    .option("--plan-hash <sha256>", "the hash of the plan that was reviewed")
    .action(async (name, options) => finish(await up(context, { ...options, platform: name })));
  program
    .command("preview")
    .description("show what `up` would change")
    .addArgument(platform)
    .addOption(environmentOption())
    .option("--expect-no-changes", "end with status 4 where something would change", false)
    .option("--refresh", "read what is there first, so that changes past the program show", false)
    .option("--save-plan <folder>", "keep the engine's plans there, with a hash, for `up --plan`")
    .action(async (name, options) => finish(await preview(context, { ...options, platform: name })));
  program
    .command("down")
    .description("remove a platform; protected data is kept and listed")
    .addArgument(platform)
    .addOption(environmentOption())
    .option("--destroy-data", "remove protected data too (local and test only)", false)
    .addOption(yesOption)
    .action(async (name, options) => finish(await down(context, { ...options, platform: name })));
  program
    .command("outputs")
    .description("show what the layers of a platform hand to each other")
    .addArgument(platform)
    .addOption(environmentOption())
    .addOption(jsonOption)
    .action(async (name, options) => finish(await outputs(context, { ...options, platform: name })));
  program
    .command("explain")
    .description("show every decision, why, for which promise, and what was refused")
    .addArgument(platform)
    .addOption(environmentOption())
    .addOption(jsonOption)
    .action((name, options) => finish(explain(context, { ...options, platform: name })));
  program
    .command("check")
    .description("judge what the files say now by all rules, and what a change does to the promises; needs no cloud")
    .addArgument(new Argument("[platforms...]", "all of them without a name"))
    .option("--base <revision>", "compare with this revision, such as origin/main")
    .addOption(new Option("--format <formats...>", "one or several").choices(checkFormats).default(["table" as const]))
    .option("--out <folder>", "where files go; made where it is missing")
    .option("--strict", "what is undetermined, and a waiver that ends within 30 days, count as not kept", false)
    .addOption(
      new Option(
        "-e, --environment <name>",
        "preview what is deployed there too, with the credentials that are at hand",
      ).choices(environments),
    )
    .option("--live", "ask the tenants' hosts too: versions of TLS, certificates, Strict-Transport-Security", false)
    .action(async (platforms, options) => finish(await check(context, { ...options, platforms })));
  program
    .command("export")
    .description(
      "write the resources of a platform's stacks as ARM templates or Kubernetes manifests, for other scanners",
    )
    .addArgument(platform)
    .addOption(environmentOption())
    .addOption(
      new Option("--format <formats...>", "arm, kubernetes or both").choices(exportFormats).makeOptionMandatory(),
    )
    .requiredOption("--out <folder>", "where to; made where it is missing")
    .action(async (name, options) => finish(await exportResources(context, { ...options, platform: name })));
  program
    .command("report")
    .description("write one page that shows what was promised and how it stands in what is deployed; it works offline")
    .addArgument(platform)
    .addOption(environmentOption())
    .requiredOption("--out <file>", "the page, such as superoffice.html; the other files stand beside it")
    .addOption(
      new Option("--format <formats...>", "html, oscal (a component definition) or both")
        .choices(reportFormats)
        .default(["html" as const]),
    )
    .option("--sign", "write hashes of the files and of what they were made from beside them", false)
    .action(async (name, options) => finish(await writeReport(context, { ...options, platform: name })));
  program
    .command("drill")
    .description("exercise a recovery in a local cloud of its own, or its safe part on Azure, and measure it")
    .argument("[platform]", "coachview, superoffice, cloxxs, pct or draftit")
    .argument("[scenario]", "see --list")
    .addOption(environmentOption())
    .option("--all", "every drill, on every platform or on the one that is given", false)
    .option("--list", "show which drill makes sense on which platform", false)
    .option("--seed <number>", "decides when the fault comes; the same seed gives the same result", wholeNumber, 1)
    .option("--confirm <name>", "<platform>-<environment>: users may notice it, on Azure")
    .addOption(jsonOption)
    .action(async (name, scenario, options) =>
      finish(
        await drill(context, {
          ...options,
          ...(name !== undefined && { platform: name }),
          ...(scenario !== undefined && { scenario }),
        }),
      ),
    );
  program
    .command("doctor")
    .description("show what is there, what is missing and how to get it")
    .addOption(jsonOption)
    .action(async (options) => finish(await doctor(context, options)));
  program
    .command("env")
    .description('print what plain `pulumi` needs: eval "$(npx deltawerk env)"')
    .addOption(environmentOption())
    .addOption(jsonOption)
    .action(async (options) => finish(await env(context, options)));
  program
    .command("simulator")
    .description("control the local cloud of this checkout")
    .addArgument(new Argument("<action>", "what to do").choices(simulatorActions))
    .option("-y, --yes", "confirm a reset", false)
    .addOption(jsonOption)
    .action(async (action, options) => finish(await simulator(context, action, options)));
  program
    .command("bootstrap")
    .description("make what has to be there before the first stack: state, keys and who deploys")
    .addArgument(platform)
    .addOption(environmentOption())
    .requiredOption("--issuer <url>", "who issues the tokens of the deploying system")
    .requiredOption("--subject <text>", "as what it deploys platform, cells and workload")
    .requiredOption("--guard-subject <text>", "as what it deploys the guard")
    .addOption(yesOption)
    .action(async (name, options) => finish(await bootstrap(context, { ...options, platform: name })));
  program.addCommand(tenantCommand(context, finish));
  program.addCommand(vpnCommand(context, finish));
  return program;
}

/** Runs the command and sets the process's exit status. Expected failures are shown as their text. */
export async function main(projectFolder: string, argv: readonly string[]): Promise<void> {
  outliveReaders();
  const context: Context = {
    projectFolder,
    print: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  };
  try {
    await commandLine(context, (status) => (process.exitCode = status)).parseAsync([...listedWords(argv, "--format")]);
  } catch (error) {
    process.exitCode = report(error, context);
  }
}

/** Somebody who has read enough (`deltawerk explain pct | head`) ends the reading, not a deployment half way. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}

function report(error: unknown, context: Context): ExitStatus {
  // Commander has written its own message; help and version end this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.done : exitStatus.invalidInput;
  if (!isExpectedFailure(error)) throw error;
  context.note(`\n${error.message}`);
  if (error instanceof CommandFailure) return error.status;
  return error instanceof InvalidInputError ? exitStatus.invalidInput : exitStatus.failed;
}
