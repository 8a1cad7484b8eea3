import { Argument, Command, Option } from "@commander-js/extra-typings";
import { ENVIRONMENT_CODES, type Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import type { ExitStatus } from "../exit-status";
import { rotateKey } from "./rotate-key";

const environments = Object.keys(ENVIRONMENT_CODES) as readonly Environment[];

/** `deltawerk vpn …`: the tunnels of a platform. */
export function vpnCommand(context: Context, finish: (status: ExitStatus) => void): Command {
  const command = new Command("vpn").description("keys of the tunnels to partners and between sites");
  command
    .command("rotate")
    .description("give a tunnel a new pre-shared key at both ends and in the key vaults; without one, list them")
    .addArgument(new Argument("<platform>", "coachview, superoffice, cloxxs, pct or draftit"))
    .addArgument(new Argument("[tunnel]", "such as site-link-noe-now or vpn-noe-operations-1"))
    .addOption(
      new Option("-e, --environment <name>", "where").choices(environments).default("local" satisfies Environment),
    )
    .addOption(new Option("-y, --yes", "do not ask before changing something on Azure").default(false))
    .action(async (platform, tunnel, options) =>
      finish(await rotateKey(context, { ...options, platform, ...(tunnel !== undefined && { tunnel }) })),
    );
  return command;
}
