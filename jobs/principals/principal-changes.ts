import { z } from "zod";
import { quoteName, textOf, type Row } from "../database/database-connection";

/** Whether an Entra identity is a group; SQL Server keeps users and applications as one type. */
const TYPES = { application: "E", user: "E", group: "X" } as const;

const ROLE = /^[A-Za-z_][\w]{0,127}$/;

export const principalsSchema = z
  .array(
    z.strictObject({
      name: z.string().min(1).max(128),
      /** Client id of an application or managed identity, object id of a user or group. */
      id: z.guid(),
      type: z.enum(["application", "user", "group"]),
      roles: z.array(z.string().regex(ROLE, "the name of a database role")).min(1),
    }),
  )
  .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, {
    error: "two principals have the same name",
  });

export type Principal = z.infer<typeof principalsSchema>[number];

/** A principal as the database has it. */
export interface PresentPrincipal {
  readonly name: string;
  /** In hex, upper-case. */
  readonly sid: string;
  /** SQL Server's type: E and X are Entra's, S and others are not. */
  readonly type: string;
  readonly roles: readonly string[];
}

/** One statement, with what it does in a few words. */
export interface PrincipalChange {
  readonly does: string;
  readonly statement: string;
}

export const PRESENT_PRINCIPALS = `
SELECT p.name AS [name], CONVERT(varchar(256), p.sid, 2) AS [sid], p.type AS [type], ISNULL(r.name, N'') AS [role]
FROM sys.database_principals p
LEFT JOIN sys.database_role_members m ON m.member_principal_id = p.principal_id
LEFT JOIN sys.database_principals r ON r.principal_id = m.role_principal_id
WHERE p.type IN ('E', 'X', 'S', 'U', 'G', 'C', 'K') AND p.name NOT IN (N'dbo', N'guest', N'sys', N'INFORMATION_SCHEMA')
ORDER BY p.name, r.name`;

/** The rows of `PRESENT_PRINCIPALS`, a principal each. */
export function presentPrincipals(rows: readonly Row[]): readonly PresentPrincipal[] {
  const present = new Map<string, PresentPrincipal>();
  for (const row of rows) {
    const [name, role] = [textOf(row, "name"), textOf(row, "role")];
    const known = present.get(name);
    const roles = [...(known?.roles ?? []), ...(role === "" ? [] : [role])];
    present.set(name, { name, sid: textOf(row, "sid"), type: textOf(row, "type").trim(), roles });
  }
  return [...present.values()];
}

/**
 * The security identifier of an Entra identity: its GUID in SQL Server's byte order, in hex. With it a user is made without
 * asking the directory, so that the server needs no right to read that (measured by several who publish it; documented is
 * only the way through the directory: Microsoft Learn, sql/t-sql/statements/create-user-transact-sql, 2026).
 */
export function sidOf(id: string): string {
  const hex = id.replaceAll("-", "");
  const reversed = (text: string): string => (text.match(/../g) ?? []).reverse().join("");
  return (
    reversed(hex.slice(0, 8)) +
    reversed(hex.slice(8, 12)) +
    reversed(hex.slice(12, 16)) +
    hex.slice(16)
  ).toUpperCase();
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function create({ name, id, type }: Principal): PrincipalChange {
  const options = `SID = 0x${sidOf(id)}, TYPE = ${TYPES[type]}`;
  return { does: `creates ${name}`, statement: `CREATE USER ${quoteName(name)} WITH ${options}` };
}

function remove(name: string): PrincipalChange {
  return { does: `removes ${name}`, statement: `DROP USER ${quoteName(name)}` };
}

function roleChanges(name: string, wanted: readonly string[], present: readonly string[]): readonly PrincipalChange[] {
  const change = (verb: "ADD" | "DROP", role: string): PrincipalChange => ({
    does: `${verb === "ADD" ? "puts" : "takes"} ${name} ${verb === "ADD" ? "into" : "out of"} ${role}`,
    statement: `ALTER ROLE ${quoteName(role)} ${verb} MEMBER ${quoteName(name)}`,
  });
  return [
    ...wanted.filter((role) => !present.some((has) => same(has, role))).map((role) => change("ADD", role)),
    ...present.filter((role) => !wanted.some((wants) => same(wants, role))).map((role) => change("DROP", role)),
  ];
}

/**
 * What has to be done so that the database has exactly these Entra users, in their roles. Users of other kinds are left
 * alone. Nothing, when everything is as it should be.
 *
 * @returns problems instead, where a name is taken by a user of another kind.
 */
export function principalChanges(
  wanted: readonly Principal[],
  present: readonly PresentPrincipal[],
): { readonly changes: readonly PrincipalChange[]; readonly problems: readonly string[] } {
  const changes: PrincipalChange[] = [];
  const problems: string[] = [];
  const external = present.filter(({ type }) => type === "E" || type === "X");
  for (const { name } of external) {
    if (!wanted.some((principal) => same(principal.name, name))) changes.push(remove(name));
  }
  for (const principal of wanted) {
    const found = present.find(({ name }) => same(name, principal.name));
    if (found !== undefined && !external.includes(found)) {
      problems.push(`${principal.name} is there already as a user of type ${found.type}, not of Entra.`);
      continue;
    }
    const isSame = found !== undefined && found.sid === sidOf(principal.id) && found.type === TYPES[principal.type];
    if (found !== undefined && !isSame) changes.push(remove(found.name));
    if (!isSame) changes.push(create(principal));
    changes.push(...roleChanges(principal.name, principal.roles, isSame ? found.roles : []));
  }
  return { changes, problems };
}
