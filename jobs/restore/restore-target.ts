import { HIGHEST_NUMBER } from "../../azure/names/codes";
import { formatName, parseName } from "../../azure/names/resource-name";
import type { CopyContainer } from "../copies/copy-container";
import { databaseId, nameOf, type DatabaseDescription, type SqlDatabases } from "../management/sql-databases";
import type { RestoreOrders } from "./restore-orders";
import { recordsOf, recordsOfTenant } from "./restore-records";
import type { RestoreRequest } from "./restore-request";

/** Tag of a restored database, with the request that it was made for. It is data, so no job ever removes it. */
export const RESTORED_FOR = "deltawerk-restored-for";

export interface Target {
  readonly id: string;
  readonly existing: DatabaseDescription | undefined;
}

/**
 * Takes a generation for a request: whoever makes the blob that nobody can make twice has it, so that two restores which
 * run at the same time never make the same database. A later run of the request finds by the second blob that it has it.
 */
async function takes(container: CopyContainer, tenant: string, request: string, generation: number): Promise<boolean> {
  const blob = `generation-${String(generation).padStart(2, "0")}.json`;
  const own = `${recordsOf(tenant, request)}${blob}`;
  for await (const { name } of container.list(own)) if (name === own) return true;
  const text = `${JSON.stringify({ schemaVersion: 1, tenant, request, generation })}\n`;
  if (!(await container.create(`${recordsOfTenant(tenant)}${blob}`, text, "application/json"))) return false;
  await container.create(own, text, "application/json");
  return true;
}

/**
 * The first generation after the live one that is free, or that an earlier run of the same request took.
 *
 * @param most nothing is given where so many generations that others restored stand beside the live one
 */
export async function findTarget(
  orders: RestoreOrders,
  request: RestoreRequest,
  databases: SqlDatabases,
  container: CopyContainer,
): Promise<Target>;
export async function findTarget(
  orders: RestoreOrders,
  request: RestoreRequest,
  databases: SqlDatabases,
  container: CopyContainer,
  most: number | undefined,
): Promise<Target | undefined>;
export async function findTarget(
  orders: RestoreOrders,
  request: RestoreRequest,
  databases: SqlDatabases,
  container: CopyContainer,
  most = HIGHEST_NUMBER,
): Promise<Target | undefined> {
  const parts = parseName("sql:Database", nameOf(orders.sourceDatabaseId));
  if (parts === undefined) {
    throw new Error(`${nameOf(orders.sourceDatabaseId)} is not the name of a tenant's database.`);
  }
  let others = 0;
  for (let generation = orders.generation + 1; generation <= HIGHEST_NUMBER; generation += 1) {
    const id = databaseId(orders.targetServerId, formatName("sql:Database", { ...parts, generation }));
    const existing = await databases.find(id);
    if (existing?.tags[RESTORED_FOR] === request.id) return { id, existing };
    if (existing !== undefined) {
      others += 1;
      if (others >= most) return undefined;
    } else if (await takes(container, orders.tenant, request.id, generation)) {
      return { id, existing };
    }
  }
  throw new Error(`No generation after ${orders.generation} is free: at most ${HIGHEST_NUMBER} can be named.`);
}
