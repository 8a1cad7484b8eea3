import { cleanupSignal } from "../job/cleanup";
import { ServiceError } from "../management/service-error";
import type { NewDatabase, SqlDatabases } from "../management/sql-databases";

/**
 * Makes a database, uses it and removes it, whatever happens in between: a failure, a stop, or an earlier run that was
 * killed and left one behind.
 *
 * @throws Error also when only the removal failed, because a database that nobody removes costs and holds data.
 */
export async function withTemporaryDatabase<Result>(
  databases: SqlDatabases,
  database: NewDatabase,
  use: () => Promise<Result>,
): Promise<Result> {
  await databases.removeMade(database.id);
  let settled = false;
  try {
    try {
      await databases.create(database);
      settled = true;
    } catch (error) {
      settled = error instanceof ServiceError;
      throw error;
    }
    return await use();
  } finally {
    await databases.withSignal(cleanupSignal()).removeMade(database.id, !settled);
  }
}
