import type { Damage } from "../copies/damage";
import { checkConsistency } from "../database/consistency";
import { withConnection, type Connect } from "../database/database-connection";
import { contentsDifferences, readContents, type DatabaseContents } from "../database/database-contents";
import { markerHoles } from "../database/markers";

/** A restored database, to be looked at. */
export interface RestoredDatabase {
  readonly host: string;
  readonly name: string;
}

export interface CheckedDatabase {
  readonly damages: readonly Damage[];
  readonly contents: DatabaseContents;
}

/** Lets SQL Server check a restored database, and compares it with what it was made of, where that is known. */
export async function checkDatabase(
  database: RestoredDatabase,
  expected: DatabaseContents | undefined,
  connect: Connect,
  signal: AbortSignal,
): Promise<CheckedDatabase> {
  return withConnection(
    () => connect(database.host, database.name, signal),
    async (connection) => {
      const errors = await checkConsistency(connection, database.name);
      const contents = await readContents(connection);
      const holes = contents.markers === undefined ? 0 : markerHoles(contents.markers);
      const messages = [
        ...errors.map((error) => `DBCC CHECKDB: ${error}`),
        ...(expected === undefined ? [] : contentsDifferences(expected, contents)),
        ...(holes > 0 ? [`${holes} markers are missing in between.`] : []),
      ];
      return { contents, damages: messages.map((message) => ({ kind: "contents" as const, message })) };
    },
  );
}
