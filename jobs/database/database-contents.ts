import { createHash } from "node:crypto";
import { numberOf, quoteName, textOf, type DatabaseConnection } from "./database-connection";
import { readMarkers, type MarkerRange } from "./markers";

/** What a database holds, as far as a copy of it can be compared with it. */
export interface DatabaseContents {
  /** SHA-256 over the definitions of every table, column, index, constraint and module, in hex. */
  readonly schemaFingerprint: string;
  /** Rows of every table by its quoted name, `[dbo].[Customer]`. */
  readonly tables: Readonly<Record<string, number>>;
  /** Absent where the database has no markers. */
  readonly markers?: MarkerRange;
}

/**
 * Everything that makes the schema, one text a row, in an order that does not depend on when it was made. Names of
 * constraints that SQL Server made up differ from database to database, so they are left out.
 */
const DEFINITIONS = `
SELECT definition FROM (
  SELECT N'column ' + QUOTENAME(s.name) + N'.' + QUOTENAME(t.name) + N' ' + CONVERT(nvarchar(10), c.column_id) + N' ' + QUOTENAME(c.name)
    + N' ' + TYPE_NAME(c.user_type_id) + N' ' + CONVERT(nvarchar(10), c.max_length) + N' ' + CONVERT(nvarchar(10), c.precision)
    + N' ' + CONVERT(nvarchar(10), c.scale) + N' ' + CONVERT(nvarchar(1), c.is_nullable) + N' ' + CONVERT(nvarchar(1), c.is_identity)
    + N' ' + ISNULL(c.collation_name, N'') + N' ' + ISNULL(cc.definition, N'') + N' ' + ISNULL(d.definition, N'') AS definition
  FROM sys.tables t
  JOIN sys.schemas s ON s.schema_id = t.schema_id
  JOIN sys.columns c ON c.object_id = t.object_id
  LEFT JOIN sys.computed_columns cc ON cc.object_id = c.object_id AND cc.column_id = c.column_id
  LEFT JOIN sys.default_constraints d ON d.parent_object_id = c.object_id AND d.parent_column_id = c.column_id
  WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT N'index ' + QUOTENAME(s.name) + N'.' + QUOTENAME(t.name) + N' ' + i.type_desc + N' ' + CONVERT(nvarchar(1), i.is_unique)
    + N' ' + CONVERT(nvarchar(1), i.is_primary_key) + N' ' + CONVERT(nvarchar(10), ic.key_ordinal) + N' ' + QUOTENAME(c.name)
    + N' ' + CONVERT(nvarchar(1), ic.is_descending_key) + N' ' + CONVERT(nvarchar(1), ic.is_included_column) + N' ' + ISNULL(i.filter_definition, N'')
  FROM sys.tables t
  JOIN sys.schemas s ON s.schema_id = t.schema_id
  JOIN sys.indexes i ON i.object_id = t.object_id
  JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
  JOIN sys.columns c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
  WHERE t.is_ms_shipped = 0
  UNION ALL
  SELECT N'check ' + QUOTENAME(s.name) + N'.' + QUOTENAME(t.name) + N' ' + k.definition
  FROM sys.check_constraints k
  JOIN sys.tables t ON t.object_id = k.parent_object_id
  JOIN sys.schemas s ON s.schema_id = t.schema_id
  UNION ALL
  SELECT N'reference ' + QUOTENAME(OBJECT_SCHEMA_NAME(f.parent_object_id)) + N'.' + QUOTENAME(OBJECT_NAME(f.parent_object_id))
    + N' ' + QUOTENAME(COL_NAME(f.parent_object_id, fc.parent_column_id)) + N' ' + QUOTENAME(OBJECT_SCHEMA_NAME(f.referenced_object_id))
    + N'.' + QUOTENAME(OBJECT_NAME(f.referenced_object_id)) + N' ' + QUOTENAME(COL_NAME(f.referenced_object_id, fc.referenced_column_id))
    + N' ' + f.delete_referential_action_desc + N' ' + f.update_referential_action_desc
  FROM sys.foreign_keys f
  JOIN sys.foreign_key_columns fc ON fc.constraint_object_id = f.object_id
  UNION ALL
  SELECT N'module ' + QUOTENAME(OBJECT_SCHEMA_NAME(m.object_id)) + N'.' + QUOTENAME(OBJECT_NAME(m.object_id)) + N' ' + m.definition
  FROM sys.sql_modules m
  JOIN sys.objects o ON o.object_id = m.object_id AND o.is_ms_shipped = 0
) AS definitions
ORDER BY definition COLLATE Latin1_General_100_BIN2`;

const TABLES = `
SELECT s.name AS [schema], t.name AS [table]
FROM sys.tables t
JOIN sys.schemas s ON s.schema_id = t.schema_id
WHERE t.is_ms_shipped = 0 AND t.is_external = 0
ORDER BY s.name, t.name`;

/** The fingerprint of a list of definitions. Sorted by code point here, so that no server's collation takes part. */
export function fingerprintOf(definitions: readonly string[]): string {
  const hash = createHash("sha256");
  for (const definition of [...definitions].sort()) hash.update(definition, "utf8").update("\0");
  return hash.digest("hex");
}

/** Reads what a database holds. Rows are counted one by one: the counts that SQL Server keeps are approximate. */
export async function readContents(connection: DatabaseConnection): Promise<DatabaseContents> {
  const definitions = await connection.query(DEFINITIONS);
  const tables: [string, number][] = [];
  for (const row of await connection.query(TABLES)) {
    const name = `${quoteName(textOf(row, "schema"))}.${quoteName(textOf(row, "table"))}`;
    const [count] = await connection.query(`SELECT COUNT_BIG(*) AS [rows] FROM ${name}`);
    if (count === undefined) throw new Error(`The rows of ${name} could not be counted.`);
    tables.push([name, numberOf(count, "rows")]);
  }
  const markers = await readMarkers(connection);
  return {
    schemaFingerprint: fingerprintOf(definitions.map((row) => textOf(row, "definition"))),
    tables: Object.fromEntries(tables),
    ...(markers !== undefined && { markers }),
  };
}

/** Where two contents differ, a sentence each. Nothing where they are the same. */
export function contentsDifferences(expected: DatabaseContents, found: DatabaseContents): readonly string[] {
  const differences: string[] = [];
  if (expected.schemaFingerprint !== found.schemaFingerprint) {
    differences.push(
      `The schema's fingerprint is ${found.schemaFingerprint}, the copy was made of ${expected.schemaFingerprint}.`,
    );
  }
  for (const table of new Set([...Object.keys(expected.tables), ...Object.keys(found.tables)])) {
    const [before, after] = [expected.tables[table], found.tables[table]];
    if (before !== after) {
      differences.push(`Table ${table} has ${after ?? "no"} rows, the copy was made of ${before ?? "no such table"}.`);
    }
  }
  if (expected.markers !== undefined && expected.markers.highest !== found.markers?.highest) {
    differences.push(
      `The newest marker is ${found.markers?.highest ?? "missing"}, the copy was made of ${expected.markers.highest}.`,
    );
  }
  return differences;
}
