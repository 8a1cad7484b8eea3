import { dataIn } from "../../../agreement/tenant-data";
import { parseName } from "../../../azure/names/resource-name";
import {
  compliant,
  notApplicable,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
} from "../../framework/language";
import { jsonList } from "../../resources/json-list";
import { valueOf } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { cronJob, isProgram, tells } from "../backup/cron-job-example";
import { programOf } from "../backup/scheduled-jobs";
import { isServerOf } from "./server-of";

const TYPE = "kubernetes:batch/v1:CronJob";
/** Variables in which a tenant's program is told of a database. Source: jobs/README.md. */
const DATABASES = ["SOURCE_DATABASE_ID", "DATABASE_ID"] as const;
const TARGET = "TARGET_SERVER_ID";
/** Names of servers by which they are connected to. */
const HOSTS = ["SQL_HOST", "TARGET_HOST", "CHECK_SERVER_HOST"] as const;
/** Label by which network policies tell whose work a pod does. */
const LABEL = "deltawerk/tenant";
const LABELS = "spec.jobTemplate.spec.template.metadata.labels";

/** Variables that name a database which the program makes and drops. Source: jobs/README.md. */
const OWN_DATABASES = ["COPY_DATABASE", "CHECK_DATABASE"] as const;

const nameIn = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
const serverOf = (database: string): string => database.replace(/\/databases\/[^/]*$/i, "").toLowerCase();

/** Whether an id is that of the database which serves a tenant. @param serving its generation; any where it is absent */
function isDatabaseOf(id: string, tenant: string, serving: string | undefined): boolean {
  const name = parseName("sql:Database", nameIn(id));
  return name?.tenant === tenant && (serving === undefined || name.generation === Number(serving));
}

/** The databases of which a look at backups is told. */
function expectedIds(expected: unknown): readonly unknown[] {
  return (jsonList(expected) ?? []).flatMap(({ databaseId }) => databaseId ?? []);
}

/** What a program makes is named after the tenant's database, so that what it drops is never a database that serves. */
function ownNameProblems(names: readonly string[], tenant: string, generation: number): readonly string[] {
  return names.flatMap((name) => {
    const after = parseName("sql:Database", /^(.+-\d\d)-[a-z]/.exec(name)?.[1] ?? "");
    return after?.tenant === tenant && after.generation === generation
      ? []
      : [`it works for tenant ${tenant} and makes and drops ${name}, which is not named after its database`];
  });
}

const server = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/live";
const database = (tenant: string) => `${server}/databases/sqldb-sol-${tenant}-01`;
const job = (variables: Readonly<Record<string, unknown>>) =>
  cronJob("restore", "restore-fjel", { TENANT: "fjel", ...variables }, { suspend: true });

export const rule = propertyRule({
  id: "tenant-job-own-data",
  title: "What copies, checks or restores a tenant's data is told of that tenant's database and server",
  why: "One customer's data would be put into another's copies, or come back as another's database.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.database", "isolation", "backup.independentCopies"],
  remediation: "Give the program the id of the database that is named for its TENANT, and the server on which it is.",
  types: [TYPE],
  judge: (resource, { agreement: { platform }, tenants, environment }) => {
    const variables = programOf(resource)?.variables;
    const told = (name: string): readonly unknown[] => [variables?.get(name)].filter((value) => value !== undefined);
    const [owners, targets] = [told("TENANT"), told(TARGET)];
    const ids = [...DATABASES.flatMap(told), ...told("EXPECTED").flatMap(expectedIds)];
    const [made, generations] = [OWN_DATABASES.flatMap(told), told("GENERATION")];
    const hosts = HOSTS.flatMap(told);
    const label = ((valueOf(resource, LABELS) ?? {}) as Readonly<Record<string, unknown>>)[LABEL];
    if (owners.length === 0 || ids.length + targets.length + made.length === 0) {
      return notApplicable("it is told of no tenant's database");
    }
    if ([...owners, ...ids, ...targets, ...hosts, ...made, ...generations, label].some(isUnknown)) {
      return [undetermined("whose database it is told of is not known before the update", resource)];
    }
    const [tenant = ""] = owners.map(String);
    const databases = ids.map(String);
    const of = tenants.tenants.find(({ code }) => code === tenant);
    // Whether it works for a tenant that there is, the rules about schedules tell.
    const serving = of && dataIn(of, environment).generation;
    const wrong = (text: string) => violation(`it works for tenant ${tenant} and ${text}`, resource);
    return [
      ...generations
        .filter((one) => serving !== undefined && Number(one) !== Number(serving))
        .map((one) => wrong(`is told of generation ${String(one)} of its data; ${serving ?? ""} serves it`)),
      ...(serving === undefined ? [] : ownNameProblems(made.map(String), tenant, Number(serving))).map((text) =>
        violation(text, resource),
      ),
      ...(label === undefined || label === tenant
        ? []
        : [
            violation(
              `it works for tenant ${tenant} and its pods are labelled as those of ${said(label)}, whose network they get`,
              resource,
            ),
          ]),
      ...hosts
        .map(String)
        .filter((host) => !isServerOf(host, tenant, platform))
        .map((host) =>
          violation(`it works for tenant ${tenant} and connects to ${host}, which is no server of its`, resource),
        ),
      ...databases.map((id) =>
        isDatabaseOf(id, tenant, serving)
          ? compliant(`it is told of the database of tenant ${tenant}`, resource)
          : violation(
              `it works for tenant ${tenant} and is told of ${nameIn(id)}, which is not its database`,
              resource,
            ),
      ),
      // Nobody else's server is the tenant's, so a restored database stands beside the one that it comes from.
      ...targets
        .map(String)
        .map((target) =>
          databases.some((id) => serverOf(id) === target.toLowerCase())
            ? compliant("it restores to the server of the tenant's database", resource)
            : violation(`it restores to ${nameIn(target)}, which is not the server of the tenant's database`, resource),
        ),
    ];
  },
  cases: {
    pass: {
      given: [job({ SOURCE_DATABASE_ID: database("fjel"), TARGET_SERVER_ID: server })],
      says: ["it is told of the database of tenant fjel", "it restores to the server of the tenant's database"],
    },
    fail: {
      given: [job({ SOURCE_DATABASE_ID: database("nord"), TARGET_SERVER_ID: `${server}-else` })],
      says: [
        "it works for tenant fjel and is told of sqldb-sol-nord-01, which is not its database",
        "it restores to live-else, which is not the server of the tenant's database",
      ],
    },
    absent: {
      given: [job({ TARGET_SERVER_ID: server })],
      says: ["it restores to live, which is not the server of the tenant's database"],
    },
    unknown: {
      given: [job({ SOURCE_DATABASE_ID: UNKNOWN, TARGET_SERVER_ID: server })],
      says: ["whose database it is told of is not known before the update"],
    },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "copies a generation that was replaced",
      ...isProgram("export", '"SOURCE_DATABASE_ID"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(
            /("SOURCE_DATABASE_ID","value":"[^"]*-)\d\d"/,
            (_, before: string) => `${before}77"`,
          ),
        ) as typeof inputs,
    },
    {
      what: "files copies under a generation that was replaced",
      ...isProgram("export"),
      edit: tells("GENERATION", "77"),
    },
    {
      what: "drops another tenant's database after a copy",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("COPY_DATABASE","value":"sqldb-[a-z]+-)[a-z0-9]{4}/, "$1zzzz"),
        ) as typeof inputs,
    },
    {
      what: "drops the tenant's own database after a check",
      ...isProgram("verification"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("CHECK_DATABASE","value":"sqldb-[a-z]+-[a-z0-9]{4}-\d\d)[^"]*/, "$1"),
        ) as typeof inputs,
    },
    {
      what: "looks at another tenant's backups",
      ...isProgram("presence"),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/(databases\/sqldb-[a-z]+-)[a-z0-9]{4}/, "$1zzzz")) as typeof inputs,
    },
    {
      what: "restores another tenant's database as a tenant's own",
      ...isProgram("restore", '"SOURCE_DATABASE_ID"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/("SOURCE_DATABASE_ID","value":"[^"]*-)[a-z0-9]{4}(-\d\d")/, "$1zzzz$2"),
        ) as typeof inputs,
    },
    {
      what: "restores to another server",
      ...isProgram("restore", '"TARGET_SERVER_ID"'),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/("TARGET_SERVER_ID","value":"[^"]*)"/, '$1-else"')) as typeof inputs,
    },
    {
      what: "makes a copy of what another server answers",
      ...isProgram("export", '"SQL_HOST"'),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(
            /"name":"SQL_HOST"(,"value":"[^"]*")?/,
            '"name":"SQL_HOST","value":"other.database.windows.net"',
          ),
        ) as typeof inputs,
    },
    {
      what: "gives a tenant's job the network of another tenant",
      ...isProgram("export"),
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(/("deltawerk\/tenant":")[a-z0-9]{4}/, "$1zzzz")) as typeof inputs,
      also: ["required-flows-pass"],
    },
  ],
});
