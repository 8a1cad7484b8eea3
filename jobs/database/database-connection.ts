/** A value as tedious gives it. */
export type Cell = string | number | bigint | boolean | Date | Buffer | null;
export type Row = Readonly<Record<string, Cell>>;

/** An open connection to one database. */
export interface DatabaseConnection {
  /** Rows of the statement's results, all of them. */
  query(statement: string): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens connections to databases by server name and database name. */
export type Connect = (server: string, database: string, signal: AbortSignal) => Promise<DatabaseConnection>;

/** A name as T-SQL quotes it. */
export function quoteName(name: string): string {
  return `[${name.replaceAll("]", "]]")}]`;
}

/** Text as T-SQL quotes it. */
export function quoteText(text: string): string {
  return `N'${text.replaceAll("'", "''")}'`;
}

/** Uses a connection and closes it in every case. */
export async function withConnection<Result>(
  connect: () => Promise<DatabaseConnection>,
  use: (connection: DatabaseConnection) => Promise<Result>,
): Promise<Result> {
  const connection = await connect();
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** The text of a cell. @throws Error where there is none, because the statement is then not what this code believes. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  throw new Error(`Column "${column}" holds ${value === undefined ? "nothing" : typeof value}, text was expected.`);
}

/** The whole number in a cell; SQL Server gives a `bigint` as text. */
export function numberOf(row: Row, column: string): number {
  const number = Number(textOf(row, column));
  if (!Number.isSafeInteger(number))
    throw new Error(`Column "${column}" holds ${number}, a whole number was expected.`);
  return number;
}
