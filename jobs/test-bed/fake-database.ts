import type { DatabaseConnection, Row } from "../database/database-connection";

/** What a database answers, without a SQL Server. */
export interface FakeDatabase {
  readonly definitions: readonly string[];
  /** Rows by table, `[dbo].[Customer]`. */
  readonly tables: Readonly<Record<string, number>>;
  readonly markers?: readonly { readonly number: number; readonly committed: string }[];
  /** Errors that a consistency check finds. */
  readonly corruption?: readonly string[];
}

/** Answers the statements that jobs send, and refuses every other. It knows nothing of T-SQL. */
export function connectionTo(database: FakeDatabase, statements: string[] = []): DatabaseConnection {
  const answer = (statement: string): readonly Row[] => {
    if (statement.startsWith("DBCC CHECKDB")) {
      return (database.corruption ?? []).map((text) => ({ MessageText: text }));
    }
    if (statement.includes("AS definitions")) return database.definitions.map((definition) => ({ definition }));
    if (statement.includes("AS [schema]")) {
      return Object.keys(database.tables).map((name) => {
        const [schema = "", table = ""] = name.slice(1, -1).split("].[");
        return { schema, table };
      });
    }
    const counted = /^SELECT COUNT_BIG\(\*\) AS \[rows\] FROM (.+)$/.exec(statement)?.[1];
    if (counted !== undefined) return [{ rows: String(database.tables[counted]) }];
    if (statement.includes("OBJECT_ID(N'[deltawerk].[marker]'")) return [{ id: database.markers ? 1 : null }];
    const until = /^SELECT COUNT_BIG\(\*\) AS \[until\] .* <= '(.+)'$/.exec(statement)?.[1];
    if (until !== undefined) {
      return [{ until: String((database.markers ?? []).filter(({ committed }) => committed <= until).length) }];
    }
    if (/^(IF |INSERT )/.test(statement)) return [];
    if (statement.includes("FROM [deltawerk].[marker]")) {
      const last = /WHERE \[committed\] <= '(.+)'/.exec(statement)?.[1] ?? "9999";
      const found = (database.markers ?? []).filter(({ committed }) => committed <= last);
      const numbers = found.map(({ number }) => number);
      const newest = found.at(-1)?.committed;
      return newest === undefined
        ? []
        : [{ lowest: Math.min(...numbers), highest: Math.max(...numbers), count: numbers.length, newest }];
    }
    throw new Error(`The fake database does not know: ${statement.slice(0, 80)}`);
  };
  return {
    query: (statement) => {
      statements.push(statement);
      return Promise.resolve(answer(statement));
    },
    close: () => Promise.resolve(),
  };
}
