import { numberOf, textOf, type DatabaseConnection } from "./database-connection";

/**
 * Markers: rows that are written and committed one after the other, numbered from 1 without a gap, so that what was lost
 * can be counted and not only suspected. The table is `[deltawerk].[marker]` with `number` and `committed` (UTC).
 */
export interface MarkerRange {
  readonly highest: number;
  readonly count: number;
  readonly lowest: number;
  /** When the newest marker was written, ISO in UTC. */
  readonly newest: string;
}

const EXISTS = "SELECT OBJECT_ID(N'[deltawerk].[marker]', N'U') AS [id]";

const range = (until: Date | undefined): string => `
SELECT MIN([number]) AS [lowest], MAX([number]) AS [highest], COUNT_BIG(*) AS [count],
  CONVERT(nvarchar(33), MAX([committed]), 126) AS [newest]
FROM [deltawerk].[marker]${until === undefined ? "" : ` WHERE [committed] <= '${until.toISOString().slice(0, -1)}'`}
HAVING COUNT_BIG(*) > 0`;

/**
 * The markers of a database, or nothing where it has none.
 *
 * @param until only those that had been committed by this moment
 */
export async function readMarkers(connection: DatabaseConnection, until?: Date): Promise<MarkerRange | undefined> {
  const [exists] = await connection.query(EXISTS);
  if (exists?.["id"] === null || exists === undefined) return undefined;
  const [row] = await connection.query(range(until));
  if (row === undefined) return undefined;
  const newest = textOf(row, "newest");
  return {
    lowest: numberOf(row, "lowest"),
    highest: numberOf(row, "highest"),
    count: numberOf(row, "count"),
    newest: new Date(newest.endsWith("Z") ? newest : `${newest}Z`).toISOString(),
  };
}

/** Markers that are missing within the range that is there. */
export function markerHoles(markers: MarkerRange): number {
  return markers.highest - markers.lowest + 1 - markers.count;
}

/** How many markers had been committed by a moment; nothing where the database has no markers at all. */
export async function countMarkersUntil(connection: DatabaseConnection, moment: Date): Promise<number | undefined> {
  const [exists] = await connection.query(EXISTS);
  if (exists?.["id"] === null || exists === undefined) return undefined;
  const until = moment.toISOString().slice(0, -1);
  const [row] = await connection.query(
    `SELECT COUNT_BIG(*) AS [until] FROM [deltawerk].[marker] WHERE [committed] <= '${until}'`,
  );
  return row === undefined ? undefined : numberOf(row, "until");
}

/**
 * Commits the next marker, and makes the table for it where it is not there yet. The server's clock decides when it was,
 * as it does for a restore to a point.
 */
export async function writeMarker(connection: DatabaseConnection): Promise<void> {
  await connection.query("IF SCHEMA_ID(N'deltawerk') IS NULL EXEC (N'CREATE SCHEMA [deltawerk]')");
  await connection.query(
    `IF OBJECT_ID(N'[deltawerk].[marker]', N'U') IS NULL
CREATE TABLE [deltawerk].[marker] ([number] bigint NOT NULL PRIMARY KEY, [committed] datetime2(3) NOT NULL)`,
  );
  await connection.query(
    `INSERT INTO [deltawerk].[marker] ([number], [committed])
SELECT ISNULL(MAX([number]), 0) + 1, SYSUTCDATETIME() FROM [deltawerk].[marker] WITH (TABLOCKX, HOLDLOCK)`,
  );
}
