import { Connection, Request } from "tedious";
import type { TokenSource } from "../identity/token-source";
import type { Cell, Connect, DatabaseConnection, Row } from "./database-connection";

const SQL_SCOPE = "https://database.windows.net/.default";
const CONNECT_TIMEOUT_MS = 30_000;

function messageOf(error: Error): string {
  // Tedious puts what the server said first into an aggregate.
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0].message : error.message;
}

function open(server: string, database: string, token: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = new Connection({
      server,
      authentication: { type: "azure-active-directory-access-token", options: { token } },
      options: {
        database,
        encrypt: true,
        trustServerCertificate: false,
        connectTimeout: CONNECT_TIMEOUT_MS,
        // A consistency check of a large database takes as long as it takes; the job's own deadline ends it.
        requestTimeout: 0,
        rowCollectionOnRequestCompletion: false,
        useColumnNames: false,
        appName: "deltawerk-jobs",
      },
    });
    connection.connect((error) => {
      if (error === undefined) resolve(connection);
      else reject(new Error(`${database} on ${server} cannot be opened: ${messageOf(error)}`, { cause: error }));
    });
  });
}

class TediousConnection implements DatabaseConnection {
  constructor(
    private readonly connection: Connection,
    private readonly signal: AbortSignal,
  ) {}

  query(statement: string): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.signal.throwIfAborted();
      const rows: Row[] = [];
      const cancel = (): void => {
        this.connection.cancel();
      };
      const request = new Request(statement, (error) => {
        this.signal.removeEventListener("abort", cancel);
        if (error === null || error === undefined) resolve(rows);
        else reject(new Error(messageOf(error), { cause: error }));
      });
      request.on(
        "row",
        (columns: readonly { readonly value: unknown; readonly metadata: { readonly colName: string } }[]) => {
          rows.push(Object.fromEntries(columns.map(({ metadata, value }) => [metadata.colName, value as Cell])));
        },
      );
      this.signal.addEventListener("abort", cancel, { once: true });
      // As a batch: DBCC and CREATE USER are not allowed everywhere within `sp_executesql`.
      this.connection.execSqlBatch(request);
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.connection.once("end", () => {
        resolve();
      });
      this.connection.close();
    });
  }
}

/** Connections to Azure SQL with the job's own identity, encrypted, with the server's certificate checked. */
export function connectWith(tokens: TokenSource): Connect {
  return async (server, database, signal) => {
    const token = await tokens(SQL_SCOPE, signal);
    return new TediousConnection(await open(server, database, token), signal);
  };
}
