import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  notApplicable,
  one,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
} from "../../framework/language";
import { jsonList } from "../../resources/json-list";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { programOf } from "../backup/scheduled-jobs";
import { isServerOf } from "./server-of";

type Part = Readonly<Record<string, unknown>>;

const TYPE = "kubernetes:batch/v1:Job";
const CONTAINERS = "spec.template.spec.containers";

/** What a program that works with rows needs. Source: Microsoft Learn, sql/relational-databases/security/authentication-access/database-level-roles (2025). */
const OF_APPLICATION = ["db_datareader", "db_datawriter"];
/** Who copies and checks a whole database owns it: a BACPAC holds its permissions too (Microsoft Learn, azure-sql/database/database-export, 2025). */
const OF_COPIES = ["db_owner"];
const COPYING = /^(export-.+|verification)$/;

/** The roles that a user may have, by the name of its identity; nothing where it may be no user at all. */
function rolesFor(name: string, tenant: string): readonly string[] | undefined {
  const identity = parseName("managedidentity:UserAssignedIdentity", name);
  if (identity?.role === "app" && identity.label === tenant) return OF_APPLICATION;
  if (identity?.role === "job" && COPYING.test(String(identity.label))) return OF_COPIES;
  return undefined;
}

/** What is wrong with one user, with what would be right. */
function userProblems({ name, type, roles }: Part, tenant: string): readonly string[] {
  const label = `the user ${String(name)} of the database of tenant ${tenant}`;
  const allowed = rolesFor(String(name), tenant);
  if (type !== "application" || allowed === undefined) {
    return [`${label} is neither the identity of that tenant's program nor of its copies and checks`];
  }
  const given = Array.isArray(roles) ? roles.map(String) : [];
  const wide = given.filter((role) => !allowed.includes(role));
  return wide.length === 0 ? [] : [`${label} has ${wide.join(" and ")}; it may have ${allowed.join(" and ")} only`];
}

const app = "id-sop-noe-01-app--fjel";
const users = [
  { name: app, type: "application", roles: OF_APPLICATION },
  { name: "id-sop-noe-job--verification", type: "application", roles: OF_COPIES },
];
const job = (list: unknown, more: Readonly<Record<string, unknown>> = {}) => {
  const variables = { SQL_DATABASE: "sqldb-sop-fjel-01", PRINCIPALS: list, ...more };
  const env = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return one(TYPE, { spec: { template: { spec: { containers: [{ name: "principals", env }] } } } });
};
const kept = "the database of tenant fjel has 2 users, each with the roles that it needs";
const label = (name: string) => `the user ${name} of the database of tenant fjel`;

const told = (name: string, change: (value: string) => string) => (inputs: Readonly<Record<string, unknown>>) => {
  const copy = structuredClone(inputs) as {
    spec: { template: { spec: { containers: { env: { name: string; value?: string }[] }[] } } };
  };
  for (const variable of copy.spec.template.spec.containers[0]?.env ?? []) {
    if (variable.name === name) variable.value = change(variable.value ?? "");
  }
  return copy;
};
const PRINCIPALS_OF_JOB = {
  type: TYPE,
  where: ({ inputs }: { readonly inputs: unknown }) => JSON.stringify(inputs).includes('"PRINCIPALS"'),
} as const;

export const rule = propertyRule({
  id: "database-users-narrow",
  title:
    "The users of a tenant's database are its own program, which reads and writes rows, and what copies and checks it",
  why: "A program that was broken into could drop its database, or read another tenant's.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "isolation.database"],
  remediation: `In PRINCIPALS, give the tenant's own identity ${OF_APPLICATION.join(" and ")}, the identities of exports and verification ${OF_COPIES.join()}, and nobody else anything.`,
  types: [TYPE],
  judge: (resource, { agreement }) => {
    if (read(resource, CONTAINERS).kind === "unknown") {
      return [undetermined("whose users it makes is not known before the update", resource)];
    }
    const found = programOf(resource, CONTAINERS);
    if (found?.program !== "principals") return notApplicable("it makes no users of a database");
    const [database, list, server] = ["SQL_DATABASE", "PRINCIPALS", "SQL_SERVER"].map((name) =>
      found.variables.get(name),
    );
    if ([database, list, server].some(isUnknown)) {
      return [undetermined("whose users it makes is not known before the update", resource)];
    }
    const tenant = parseName("sql:Database", String(database))?.tenant;
    if (tenant === undefined)
      return [violation(`it is told of the database ${String(database)}, which is no tenant's`, resource)];
    const given = jsonList(list);
    if (given === undefined) return [violation("PRINCIPALS is no list of users that can be read", resource)];
    const containers = listOf(resource, CONTAINERS).length;
    const problems = [
      // What another container does is told by no variable that is looked at here.
      ...(containers === 1
        ? []
        : [`it runs ${containers} containers, of which one makes the users; it may run that one only`]),
      ...(server === undefined || isServerOf(said(server), tenant, agreement.platform)
        ? []
        : [`it is told of the server ${said(server)}, which is not one of tenant ${tenant}`]),
      ...given.flatMap((user) => userProblems(user, tenant)),
      ...(given.some(({ name }) => rolesFor(String(name), tenant) === OF_APPLICATION)
        ? []
        : [`the program of tenant ${tenant} is no user of its database`]),
    ];
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [
          compliant(
            `the database of tenant ${tenant} has ${given.length} users, each with the roles that it needs`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: job(JSON.stringify(users)), says: [kept] },
    fail: {
      given: job(
        JSON.stringify([
          { ...users[0], roles: ["db_owner"] },
          { ...users[0], name: "id-sop-noe-01-app--nord" },
        ]),
        { SQL_SERVER: "elsewhere.database.windows.net" },
      ),
      says: [
        "it is told of the server elsewhere.database.windows.net, which is not one of tenant fjel",
        `${label(app)} has db_owner; it may have db_datareader and db_datawriter only`,
        `${label("id-sop-noe-01-app--nord")} is neither the identity of that tenant's program nor of its copies and checks`,
      ],
    },
    absent: { given: job(undefined), says: ["PRINCIPALS is no list of users that can be read"] },
    unknown: { given: job(UNKNOWN), says: ["whose users it makes is not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "lets a tenant's program own its database",
      ...PRINCIPALS_OF_JOB,
      edit: told("PRINCIPALS", (value) => value.replace('"db_datareader"', '"db_owner"')),
    },
    {
      what: "lets another tenant's program into a database",
      ...PRINCIPALS_OF_JOB,
      edit: told("PRINCIPALS", (value) => value.replace(/-app--[a-z0-9]{4}"/, '-app--zzzz"')),
    },
    {
      what: "lets a person into a database",
      ...PRINCIPALS_OF_JOB,
      edit: told("PRINCIPALS", (value) =>
        value.replace(/\]$/, ',{"name":"person@example.com","type":"user","roles":["db_datareader"]}]'),
      ),
    },
    {
      what: "makes the users of a tenant's program in another tenant's database",
      ...PRINCIPALS_OF_JOB,
      edit: told("SQL_DATABASE", (value) => value.replace(/-[a-z0-9]{4}-(\d\d)$/, "-zzzz-$1")),
      also: ["database-users-made"],
    },
    {
      what: "makes users on another server",
      ...PRINCIPALS_OF_JOB,
      edit: told("SQL_SERVER", () => "elsewhere.database.windows.net"),
      except: ["draftit"],
    },
  ],
});
