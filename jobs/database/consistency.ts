import { quoteName, type DatabaseConnection } from "./database-connection";

/**
 * Lets SQL Server check every page and every link of a database. The results are a row for each error; without an error
 * there are none, because informational messages are switched off.
 *
 * @see Microsoft Learn, sql/t-sql/database-console-commands/dbcc-checkdb-transact-sql (2024).
 */
export async function checkConsistency(connection: DatabaseConnection, database: string): Promise<readonly string[]> {
  const rows = await connection.query(
    `DBCC CHECKDB (${quoteName(database)}) WITH NO_INFOMSGS, ALL_ERRORMSGS, TABLERESULTS`,
  );
  return rows.map((row) => {
    const text = row["MessageText"];
    return typeof text === "string" ? text : JSON.stringify(row);
  });
}
