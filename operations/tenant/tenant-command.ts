import { Argument, Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";
import {
  computeIsolationSchema,
  firewallIsolationSchema,
  serverIsolationSchema,
} from "../../agreement/families/isolation";
import { ENVIRONMENT_CODES, type Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import type { ExitStatus } from "../exit-status";
import { addTenant, type AddOptions } from "./add-tenant";
import { discardData } from "./discard-data";
import { exportTenant } from "./export-tenant";
import { leaveTenant } from "./leave-tenant";
import { listTenants } from "./list-tenants";
import { moveTenant } from "./move-tenant";
import { promoteTenant } from "./promote-tenant";
import { removeTenant } from "./remove-tenant";
import { restoreTenant } from "./restore-tenant";

const environments = Object.keys(ENVIRONMENT_CODES) as readonly Environment[];

const environmentOption = (): Option<
  "-e, --environment <name>",
  undefined,
  "local",
  Environment,
  false,
  readonly Environment[]
> => new Option("-e, --environment <name>", "where the data is").choices(environments).default("local" as const);

const date = (value: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) {
    throw new InvalidArgumentError("Allowed: a date such as 2027-03-31.");
  }
  return value;
};

const cell = (value: string): string => {
  const [, number] = /^(?:cell-)?0?([1-9]|[1-9]\d)$/.exec(value) ?? [];
  if (number === undefined) throw new InvalidArgumentError("Allowed: the number of a cell, such as 02.");
  return number.padStart(2, "0");
};

/** `deltawerk tenant …`: who the platform serves, and the generations of their data. */
export function tenantCommand(context: Context, finish: (status: ExitStatus) => void): Command {
  const command = new Command("tenant").description("add, move, remove and list tenants; restore their data");
  const platform = () => new Argument("<platform>", "coachview, superoffice, cloxxs, pct or draftit");
  const tenant = () => new Argument("<tenant>", "the tenant's code of four characters");
  addAdding(command, context, finish);
  command
    .command("leave")
    .description("close a tenant's access and set its last day; its data stays")
    .addArgument(platform())
    .addArgument(tenant())
    .requiredOption("--until <date>", "last day", date)
    .action((name, code, { until }) => finish(leaveTenant(context, { platform: name, code, until })));
  command
    .command("remove")
    .description("take everything but the data of a tenant, after its last day")
    .addArgument(platform())
    .addArgument(tenant())
    .action((name, code) => finish(removeTenant(context, { platform: name, code })));
  command
    .command("list")
    .description("show the tenants, their places and their data")
    .addArgument(platform())
    .addOption(environmentOption())
    .option("--json", "print the result as JSON", false)
    .action((name, options) => finish(listTenants(context, { ...options, platform: name })));
  command
    .command("export")
    .description("print the request for what a tenant gets at its end")
    .addArgument(platform())
    .addArgument(tenant())
    .addOption(environmentOption())
    .requiredOption("--key <file>", "the tenant's public key (JWK); nobody else can read the copy")
    .action(async (name, code, options) => finish(await exportTenant(context, { ...options, platform: name, code })));
  command
    .command("restore")
    .description("plan a database beside the serving one, as it was at a moment")
    .addArgument(platform())
    .addArgument(tenant())
    .addOption(environmentOption())
    .requiredOption("--to <time>", "moment with its time zone, such as 2027-03-01T10:00:00Z")
    .option("--from <generation>", "whose backups to use (default: the serving one)")
    .option("--made <generation>", "take over what a restore has made by itself, instead of making another")
    .action(async (name, code, { from, made, ...options }) => {
      const given = { ...options, ...(from !== undefined && { from }), ...(made !== undefined && { made }) };
      finish(await restoreTenant(context, { ...given, platform: name, code }));
    });
  command
    .command("move")
    .description("plan a tenant's place in another cell, and copy its documents there")
    .addArgument(platform())
    .addArgument(tenant())
    .addOption(environmentOption())
    .requiredOption("--to <cell>", "two digits, such as 02", cell)
    .action((name, code, options) => finish(moveTenant(context, { ...options, platform: name, code })));
  command
    .command("promote")
    .description("let the restored database serve, or the other cell, and keep what served")
    .addArgument(platform())
    .addArgument(tenant())
    .addOption(environmentOption())
    .option("--keep-until <date>", "last day of the old one (default: as long as its backups are promised)", date)
    .action(async (name, code, { keepUntil, ...options }) =>
      finish(
        await promoteTenant(context, {
          ...options,
          platform: name,
          code,
          ...(keepUntil !== undefined && { keepUntil }),
        }),
      ),
    );
  command
    .command("discard")
    .description("give up data that serves nobody: what has served in two steps")
    .addArgument(platform())
    .addArgument(tenant())
    .addOption(environmentOption())
    .option("--generation <number>", "which, where there are several")
    .action(async (name, code, { generation, ...options }) =>
      finish(
        await discardData(context, {
          ...options,
          platform: name,
          code,
          ...(generation !== undefined && { generation }),
        }),
      ),
    );
  return command;
}

function addAdding(command: Command, context: Context, finish: (status: ExitStatus) => void): void {
  command
    .command("add")
    .description("add a tenant in the first cell with room")
    .argument("<platform>", "coachview, superoffice, cloxxs, pct or draftit")
    .argument("<tenant>", "a code of four characters that nobody has had")
    .requiredOption("--name <text>", "the customer's name")
    .requiredOption("--host <name>", "host name of its URL")
    .option("--cell <number>", "two digits (default: the first with room, or a new one)")
    .addOption(new Option("--compute <level>", "bought").choices(computeIsolationSchema.options))
    .addOption(new Option("--firewall <level>", "bought").choices(firewallIsolationSchema.options))
    .addOption(new Option("--server <level>", "bought").choices(serverIsolationSchema.options))
    .option("--address <prefix...>", "bought: users get in only from these")
    .option("--customer-key", "bought: encryption with a key of its own")
    .option("--two-factor", "bought: enforced for everybody")
    .action((platform, code, options) => {
      const { name, host, cell, compute, firewall, server, address, customerKey, twoFactor } = options;
      const overrides: AddOptions["overrides"] = {
        ...(address !== undefined && { addresses: Array.isArray(address) ? address : [] }),
        ...(compute !== undefined && { compute }),
        ...(firewall !== undefined && { firewall }),
        ...(server !== undefined && { server }),
        ...(customerKey === true && { customerKey }),
        ...(twoFactor === true && { twoFactor: "enforced" }),
      };
      finish(
        addTenant(context, { platform, code, name, hostName: host, overrides, ...(cell !== undefined && { cell }) }),
      );
    });
}
