import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { GroupSide, LiveDatabase, LiveGroup, LiveMarkers } from "../../../drills/beside/live-platform";
import { withConnection, type Connect, type DatabaseConnection } from "../../../jobs/database/database-connection";
import { markerHoles, readMarkers, writeMarker } from "../../../jobs/database/markers";
import { connectWith } from "../../../jobs/database/tedious-connection";
import { azureCli, type AzureCli } from "../../bootstrap/azure-cli";
import { CommandFailure } from "../../command-failure";
import type { LiveReading } from "./live-reading";

const LOGS = "https://api.loganalytics.io";
const SQL_API = "2023-08-01";
/** Roles change after the answer to a failover, and a planned one takes minutes where much is not replicated yet (estimate). */
const ROLES_EVERY_MS = 10_000;
const ROLES_WITHIN_MS = 10 * 60_000;

/** Microsoft Learn, azure-monitor/logs/api/response-format. */
const answerSchema = z.object({
  tables: z.array(z.object({ columns: z.array(z.object({ name: z.string() })), rows: z.array(z.array(z.unknown())) })),
});
const accountSchema = z.object({ tenantId: z.string() });
const tokenSchema = z.object({ accessToken: z.string() });
const groupSchema = z.object({ properties: z.object({ replicationRole: z.string() }) });

/** The primary by the roles of both servers: one of them alone may be an old answer while a failover is under way. */
const sides: Readonly<Record<string, GroupSide>> = { "Primary/Secondary": "first", "Secondary/Primary": "second" };

/**
 * Azure as it is asked with the signed-in person's own rights: the Azure CLI, and the databases over their private
 * addresses. It has not met Azure so far.
 *
 * @param connect opens a database; @default with a token of the Azure CLI
 * @param pause waits for some milliseconds
 */
export function azureReading(
  cli: AzureCli = azureCli(),
  connect: Connect = connectWith(tokensOf(cli)),
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): LiveReading {
  const inDatabase = <T>(
    { databaseId }: LiveDatabase,
    use: (connection: DatabaseConnection) => Promise<T>,
  ): Promise<T> => {
    const [, server = "", name = ""] = /\/servers\/([^/]+)\/databases\/([^/]+)$/i.exec(databaseId) ?? [];
    const open = () => connect(`${server}.database.windows.net`, name, new AbortController().signal);
    return withConnection(open, use);
  };
  const roleAt = async (id: string): Promise<string> =>
    (await ask(cli, groupSchema, ["resource", "show", "--ids", id, "--api-version", SQL_API])).properties
      .replicationRole;
  /** The side that both servers agree on, once it is the wanted one. */
  const settledSide = async ({ name, ids }: LiveGroup, wanted?: GroupSide): Promise<GroupSide> => {
    for (let waited = 0; ; waited += ROLES_EVERY_MS) {
      const [first, second] = [await roleAt(ids.first), await roleAt(ids.second)];
      const side = sides[`${first}/${second}`];
      if (side !== undefined && (wanted ?? side) === side) return side;
      if (waited >= ROLES_WITHIN_MS) {
        throw new Error(
          `${name} is ${first} on the first server and ${second} on the second, ${ROLES_WITHIN_MS / 60_000} minutes on; ` +
            `${wanted === undefined ? "one has to be Primary and the other Secondary" : `the ${wanted} one has to be Primary`}`,
        );
      }
      await pause(ROLES_EVERY_MS);
    }
  };
  return {
    now: () => Promise.resolve(Date.now()),
    waitUntil: async (moment) => {
      await pause(Math.max(0, moment - Date.now()));
    },
    mark: (database) =>
      inDatabase(database, async (connection) => {
        await writeMarker(connection);
        const found = await markersOf(connection);
        if (found === undefined) throw new Error(`${database.databaseId} does not show the marker that was committed`);
        return found;
      }),
    markers: (database, until) => inDatabase(database, (connection) => markersOf(connection, new Date(until))),
    primarySide: (group) => settledSide(group),
    failOver: async (group, to) => {
      const [, subscription = "", resourceGroup = "", server = "", name = ""] =
        /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/.*\/servers\/([^/]+)\/failoverGroups\/([^/]+)$/i.exec(
          group.ids[to],
        ) ?? [];
      const place = ["--subscription", subscription, "--resource-group", resourceGroup, "--server", server];
      const { ok, errors } = await cli(["sql", "failover-group", "set-primary", ...place, "--name", name]);
      if (!ok) throw new Error(`${name} was not failed over: ${errors}`);
      await settledSide(group, to);
    },
    requireSignIn: async (directory) => {
      const { ok, value } = await cli(["account", "show"]);
      const account = accountSchema.safeParse(value);
      if (!ok || !account.success) throw new CommandFailure("Nobody is signed in to Azure. Sign in: az login");
      if (account.data.tenantId.toLowerCase() === directory.toLowerCase()) return;
      throw new CommandFailure(
        `Signed in to directory ${account.data.tenantId}, and the environment's is ${directory}. Sign in there: az login --tenant ${directory}`,
      );
    },
    query: async (workspace, query) => {
      const { tables } = await ask(cli, answerSchema, [
        ...["rest", "--method", "post", "--url", `${LOGS}/v1/workspaces/${workspace}/query`, "--resource", LOGS],
        ...["--body", JSON.stringify({ query })],
      ]);
      return tables.flatMap(({ columns, rows }) =>
        rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]]))),
      );
    },
  };
}

async function ask<T>(cli: AzureCli, schema: z.ZodType<T>, args: readonly string[]): Promise<T> {
  const { ok, value, errors } = await cli(args);
  if (!ok) throw new Error(`az ${args.slice(0, 2).join(" ")}: ${errors}`);
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`az ${args.slice(0, 2).join(" ")} answered in another form than is documented`);
  return parsed.data;
}

const tokensOf =
  (cli: AzureCli) =>
  async (scope: string): Promise<string> =>
    (await ask(cli, tokenSchema, ["account", "get-access-token", "--scope", scope])).accessToken;

async function markersOf(connection: DatabaseConnection, until?: Date): Promise<LiveMarkers | undefined> {
  const found = await readMarkers(connection, until);
  return (
    found && {
      count: found.count,
      highest: found.highest,
      newest: Date.parse(found.newest),
      holes: markerHoles(found),
    }
  );
}
