import type { Environment } from "../../azure/names/codes";
import { CommandFailure } from "../command-failure";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { openSession } from "../session";
import { operate, stackNames, stackResources, type StackResult } from "../stack-operations";
import { stacksOf } from "../stacks-of";
import { tunnelKeys, type TunnelKey } from "./tunnel-keys";

export interface RotateOptions {
  readonly platform: string;
  readonly environment: Environment;
  /** Name of the tunnel; where it is absent, the tunnels are listed and nothing is done. */
  readonly tunnel?: string;
  /** Does not ask before changing something on Azure. */
  readonly yes: boolean;
}

/**
 * `deltawerk vpn rotate`: gives one tunnel a new pre-shared key, at both of its ends and in the key vaults. It says what it
 * will do first, asks on Azure, and can be repeated at any time: a run that was interrupted is simply run again. One tunnel
 * at a time, because the others carry the traffic while a partner's device still has the old key.
 */
export async function rotateKey(context: Context, options: RotateOptions): Promise<ExitStatus> {
  const { platform, environment, tunnel } = options;
  const plan = planFor(context.projectFolder, options);
  const stack = stacksOf(plan).find(({ layer }) => layer === "platform")?.name ?? "";
  const session = await openSession(context.projectFolder, environment, context.note);
  if (!(await stackNames(session)).has(stack)) {
    const first = `npx deltawerk up ${platform} -e ${environment}`;
    throw new CommandFailure(`${stack} is not there, so it has no tunnels. Bring it up: ${first}`);
  }
  const keys = tunnelKeys(await stackResources(session, stack));
  const key = keys.find((one) => one.tunnel === tunnel);
  if (key === undefined) throw new CommandFailure(choiceText(options, keys), exitStatus.invalidInput);
  context.note(intentionText(key));
  const result = await operate(session, {
    verb: "up",
    stack,
    arguments: [
      ...(environment === "local" || options.yes ? ["--yes"] : []),
      ...["--target-replace", key.urn, "--target-dependents"],
    ],
  });
  requireEverywhere(key, result, options);
  context.print(doneText(key));
  return exitStatus.done;
}

function choiceText({ platform, environment, tunnel }: RotateOptions, keys: readonly TunnelKey[]): string {
  const known = keys.map((key) => `  ${key.tunnel}`).join("\n");
  const said = tunnel === undefined ? "Which tunnel gets a new key?" : `There is no tunnel "${tunnel}".`;
  return `${said} Allowed:\n${known}\nFor example: npx deltawerk vpn rotate ${platform} ${keys[0]?.tunnel ?? "<tunnel>"} -e ${environment}`;
}

const namesOf = ({ holders }: TunnelKey, kind: "connection" | "secret"): readonly string[] =>
  holders.filter((holder) => holder.kind === kind).map(({ name }) => name);

/** One connection is a tunnel to a device of somebody else, two are the ends of a tunnel between sites. */
const isPartners = (key: TunnelKey): boolean => namesOf(key, "connection").length === 1;

function intentionText(key: TunnelKey): string {
  return [
    `A new pre-shared key for the tunnel ${key.tunnel}:`,
    ...namesOf(key, "connection").map((name) => `  connection ${name}`),
    ...namesOf(key, "secret").map((name) => `  secret     ${name}`),
    isPartners(key)
      ? "The tunnel is down from then on until the partner's device has the new key. Its other devices carry on."
      : "The tunnel is down for some seconds while its two ends get the new key.",
  ].join("\n");
}

/** A key that only some of its holders have would keep the tunnel down. */
function requireEverywhere(key: TunnelKey, { events }: StackResult, { platform, environment }: RotateOptions): void {
  const done = new Set(
    events.flatMap(({ resOutputsEvent }) => {
      const { op, urn } = resOutputsEvent?.metadata ?? {};
      return op !== undefined && op !== "same" && urn !== undefined ? [urn] : [];
    }),
  );
  const without = key.holders.filter(({ urn }) => !done.has(urn));
  if (without.length === 0) return;
  const names = without.map(({ kind, name }) => `  ${kind} ${name}`).join("\n");
  throw new CommandFailure(
    `The new key did not reach:\n${names}\nRepeat it: npx deltawerk vpn rotate ${platform} ${key.tunnel} -e ${environment}`,
  );
}

function doneText(key: TunnelKey): string {
  const [secret = ""] = namesOf(key, "secret");
  const [vault = "", name = ""] = secret.split("/");
  return [
    `The tunnel ${key.tunnel} has a new key, at ${namesOf(key, "connection").length} of our connections.`,
    ...(isPartners(key)
      ? [
          "Give it to the partner now, from inside the network or over another tunnel:",
          `  az keyvault secret show --vault-name ${vault} --name ${name} --query value -o tsv`,
        ]
      : []),
  ].join("\n");
}
