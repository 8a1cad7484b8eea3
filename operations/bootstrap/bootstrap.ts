import { createInterface } from "node:readline/promises";
import type { Environment } from "../../azure/names/codes";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { azureCli, type AzureCli } from "./azure-cli";
import {
  bootstrapSteps,
  CONTAINER,
  IDENTITY,
  KEY,
  statePlaces,
  type BootstrapStep,
  type StatePlace,
} from "./bootstrap-steps";

export interface BootstrapOptions {
  readonly platform: string;
  readonly environment: Environment;
  readonly issuer: string;
  readonly subject: string;
  readonly guardSubject: string;
  /** Does not ask. */
  readonly yes: boolean;
}

/**
 * `deltawerk bootstrap`: makes what has to be there before the first stack: where the state rests, the keys of its secrets,
 * and who deploys. It looks first, prints what is missing, asks, and makes only that; so it can be repeated at any time.
 */
export async function bootstrap(
  context: Context,
  options: BootstrapOptions,
  cli: AzureCli = azureCli(),
): Promise<ExitStatus> {
  const { platform, environment, issuer, subject, guardSubject } = options;
  if (environment === "local") {
    throw new CommandFailure(
      "The local cloud needs no bootstrap: its state is in .deltawerk.",
      exitStatus.invalidInput,
    );
  }
  if (subject === guardSubject) {
    throw new CommandFailure(
      "The guard is to be deployed by somebody else than the rest: give another --guard-subject.",
      exitStatus.invalidInput,
    );
  }
  const plan = planFor(context.projectFolder, { platform, environment });
  await requireSignIn(cli);
  const missing: BootstrapStep[] = [];
  for (const step of bootstrapSteps(plan, { issuer, subject, guardSubject })) {
    const there = await isThere(cli, step);
    context.print(`${there ? "there   " : "missing "} ${step.what}`);
    if (!there) missing.push(step);
  }
  const { keyCopiedTo } = plan.deploymentState;
  if (keyCopiedTo !== undefined) {
    context.print(`Key Vault copies both keys to ${keyCopiedTo} by itself, and offers no way to stop it.`);
  }
  if (missing.length > 0) {
    await confirm(options, `Make these ${missing.length}?`);
    for (const step of missing) await make(context, cli, step, options);
  }
  const places = statePlaces(plan);
  for (const line of nextText(places.guard, `${platform}-${environment}-guard`)) context.print(line);
  for (const line of nextText(places.production, "every other stack")) context.print(line);
  return exitStatus.done;
}

async function requireSignIn(cli: AzureCli): Promise<void> {
  const { ok } = await cli(["account", "show"]);
  if (!ok) throw new CommandFailure("Nobody is signed in to Azure. Sign in: az login", exitStatus.failed);
}

/** Answers of Azure that mean "there is none", as opposed to a question that it did not answer. */
const ABSENT = /NotFound|not found|could not be found|does not exist|BadRequest.*assignee|Cannot find user/i;

/** The same call with the identity's object id in place; nothing where the identity is not there yet. */
async function withIdentity(
  cli: AzureCli,
  step: BootstrapStep,
  call: readonly string[],
): Promise<readonly string[] | undefined> {
  if (step.identity === undefined) return call;
  const { value } = await cli(step.identity);
  const id = (value as { readonly principalId?: unknown } | undefined)?.principalId;
  return typeof id === "string" ? call.map((arg) => (arg === IDENTITY ? id : arg)) : undefined;
}

async function isThere(cli: AzureCli, step: BootstrapStep): Promise<boolean> {
  const call = await withIdentity(cli, step, step.look);
  if (call === undefined) return false;
  const { ok, value, errors } = await cli(call);
  if (ok) return !(Array.isArray(value) && value.length === 0);
  if (ABSENT.test(errors)) return false;
  throw new CommandFailure(`${step.what}: it cannot be told whether it is there.\n${errors}`);
}

async function make({ print }: Context, cli: AzureCli, step: BootstrapStep, options: BootstrapOptions): Promise<void> {
  const call = await withIdentity(cli, step, step.make);
  const answer = call === undefined ? undefined : await cli(call);
  if (answer?.ok === true) {
    print(`made     ${step.what}`);
    return;
  }
  const again = `npx deltawerk bootstrap ${options.platform} -e ${options.environment} …`;
  throw new CommandFailure(
    `${step.what}: not made.\n${answer?.errors ?? "Its identity is not there."}\nWhat is there stays. Go on with the same command: ${again}`,
  );
}

/** @throws CommandFailure where nobody says yes */
async function confirm({ yes }: BootstrapOptions, question: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) {
    throw new CommandFailure(
      "Nobody can be asked here. Nothing was made; --yes makes it without asking.",
      exitStatus.invalidInput,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CommandFailure("Nothing was made.", exitStatus.interrupted);
}

function nextText({ account, vault }: StatePlace, stacks: string): readonly string[] {
  return [
    `For ${stacks}:`,
    `  pulumi login "azblob://${CONTAINER}?storage_account=${account}"`,
    `  pulumi stack init … --secrets-provider "azurekeyvault://${vault}.vault.azure.net/keys/${KEY}"`,
  ];
}
