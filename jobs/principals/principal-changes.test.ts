import { describe, expect, it } from "vitest";
import type { DatabaseConnection, Row } from "../database/database-connection";
import { capturedContext } from "../test-bed/captured-records";
import { presentPrincipals, principalChanges, principalsSchema, sidOf, type Principal } from "./principal-changes";
import { setPrincipals } from "./set-principals";

const app: Principal = {
  name: "id-acme-app",
  id: "af355f87-3f9a-4bb3-b8f9-ea1dc1f2f687",
  type: "application",
  roles: ["db_datareader", "db_datawriter"],
};
const SID = "875F35AF9A3FB34BB8F9EA1DC1F2F687";

it("a GUID becomes the identifier that SQL Server keeps", () => {
  expect(sidOf(app.id)).toBe(SID);
});

const row = (name: string, sid: string, type: string, role = ""): Row => ({ name, sid, type, role });

/** Keeps users and roles as a database does, for the statements that the job sends. */
class UserTable implements DatabaseConnection {
  readonly statements: string[] = [];

  constructor(public rows: Row[]) {}

  query(statement: string): Promise<readonly Row[]> {
    if (statement.includes("sys.database_principals")) return Promise.resolve(this.rows);
    this.statements.push(statement);
    const created = /^CREATE USER \[(.+)\] WITH SID = 0x([\dA-F]+), TYPE = ([EX])$/.exec(statement);
    const dropped = /^DROP USER \[(.+)\]$/.exec(statement);
    const member = /^ALTER ROLE \[(.+)\] (ADD|DROP) MEMBER \[(.+)\]$/.exec(statement);
    if (created !== null) this.rows.push(row(created[1] ?? "", created[2] ?? "", created[3] ?? ""));
    else if (dropped !== null) this.rows = this.rows.filter(({ name }) => name !== dropped[1]);
    else if (member !== null) {
      const [, role = "", verb, name = ""] = member;
      const user = this.rows.find((one) => one["name"] === name);
      if (user === undefined) return Promise.reject(new Error(`There is no user ${name}.`));
      this.rows =
        verb === "ADD"
          ? [...this.rows, { ...user, role }]
          : this.rows.filter((one) => one["name"] !== name || one["role"] !== role);
    } else return Promise.reject(new Error(`Unknown: ${statement}`));
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

async function set(table: UserTable, principals: readonly Principal[]) {
  const context = capturedContext();
  const orders = { server: "sql.example", database: "sqldb", principals };
  const outcome = await setPrincipals(orders, () => Promise.resolve(table), context);
  return { outcome, context, statements: table.statements.splice(0) };
}

describe("a database gets exactly the Entra users that are listed", () => {
  it("and a second run changes nothing", async () => {
    const table = new UserTable([row("legacy", "01", "S", "db_owner")]);
    const first = await set(table, [app]);
    expect(first.outcome).toBe("done");
    expect(first.statements).toEqual([
      `CREATE USER [id-acme-app] WITH SID = 0x${SID}, TYPE = E`,
      "ALTER ROLE [db_datareader] ADD MEMBER [id-acme-app]",
      "ALTER ROLE [db_datawriter] ADD MEMBER [id-acme-app]",
    ]);
    const second = await set(table, [app]);
    expect(second.statements).toEqual([]);
    expect(second.context.events).toEqual([]);
    expect(table.rows.map(({ name }) => name)).toContain("legacy");
  });

  it("removes who is not listed, and only Entra's", async () => {
    const table = new UserTable([
      row("old-app", "AA", "E", "db_owner"),
      row("old-group", "BB", "X"),
      row("sql", "CC", "S"),
    ]);
    const { statements } = await set(table, []);
    expect(statements).toEqual(["DROP USER [old-app]", "DROP USER [old-group]"]);
  });

  it("replaces one whose identity was made anew", async () => {
    const table = new UserTable([row("id-acme-app", "00", "E", "db_owner")]);
    const { statements } = await set(table, [{ ...app, roles: ["db_datareader"] }]);
    expect(statements).toEqual([
      "DROP USER [id-acme-app]",
      `CREATE USER [id-acme-app] WITH SID = 0x${SID}, TYPE = E`,
      "ALTER ROLE [db_datareader] ADD MEMBER [id-acme-app]",
    ]);
  });

  it("takes away the roles that are not listed", async () => {
    const table = new UserTable([
      row("id-acme-app", SID, "E", "db_owner"),
      row("id-acme-app", SID, "E", "db_datareader"),
    ]);
    const { statements } = await set(table, [{ ...app, roles: ["db_datareader"] }]);
    expect(statements).toEqual(["ALTER ROLE [db_owner] DROP MEMBER [id-acme-app]"]);
  });

  it("changes nothing where a name belongs to a user of another kind", async () => {
    const table = new UserTable([row("id-acme-app", "01", "S")]);
    await expect(set(table, [app])).rejects.toThrow("not of Entra");
    expect(table.statements).toEqual([]);
  });
});

it("names are quoted, so that none of them is more than a name", () => {
  const { changes } = principalChanges([{ ...app, name: "x]; DROP TABLE [y", roles: ["db_datareader"] }], []);
  expect(changes[0]?.statement).toContain("CREATE USER [x]]; DROP TABLE [y] WITH");
});

it.each([
  [[{ ...app, roles: [] }]],
  [[{ ...app, roles: ["db_owner]; --"] }]],
  [[{ ...app, id: "not-a-guid" }]],
  [[app, { ...app, name: "ID-ACME-APP" }]],
])("%j is refused", (given) => {
  expect(principalsSchema.safeParse([app]).success).toBe(true);
  expect(principalsSchema.safeParse(given).success).toBe(false);
});

it("rows of one user are one user with several roles", () => {
  expect(presentPrincipals([row("a", "1", "E ", "r1"), row("a", "1", "E ", "r2"), row("b", "2", "X")])).toEqual([
    { name: "a", sid: "1", type: "E", roles: ["r1", "r2"] },
    { name: "b", sid: "2", type: "X", roles: [] },
  ]);
});
