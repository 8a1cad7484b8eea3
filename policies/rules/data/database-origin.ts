import { parseName } from "../../../azure/names/resource-name";
import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** What a database can be made from. Source: Microsoft Learn, rest/api/sql/databases/create-or-update, createMode (2025). */
const SOURCES = [
  "sourceDatabaseId",
  "sourceResourceId",
  "recoverableDatabaseId",
  "restorableDroppedDatabaseId",
  "longTermRetentionBackupResourceId",
  "recoveryServicesRecoveryPointId",
];

const id = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/${name}`;
const database = (more: Readonly<Record<string, unknown>>) =>
  one("sql:Database", { databaseName: "sqldb-sol-fjel-01", ...more });

/** The last part of an id, which says enough to a reader. */
const lastOf = (id: string) => id.slice(id.lastIndexOf("/") + 1);

/** The tenant of the databases that an id leads through; a dropped one's name ends with when it was dropped. */
function tenantOf(source: string): string | undefined {
  const names = source.split("/").map((part) => part.split(",")[0] ?? "");
  return names.map((name) => parseName("sql:Database", name)?.tenant).find((tenant) => tenant !== undefined);
}

export const rule = propertyRule({
  id: "database-origin",
  title: "A tenant's database is made empty, or from that tenant's own data",
  why: "One customer would find another customer's data in its database.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.database", "isolation"],
  remediation: "Set createMode to Default, or name a database or backup of the same tenant as its source.",
  types: ["sql:Database"],
  judge: (resource) => {
    const [mode, name] = [read(resource, "createMode"), read(resource, "databaseName")];
    const sources = SOURCES.map((path) => ({ path, reading: read(resource, path) }));
    if ([mode, name, ...sources.map(({ reading }) => reading)].some(({ kind }) => kind === "unknown")) {
      return [undetermined("what it is made from is not known before the update", resource)];
    }
    const given = sources.flatMap(({ path, reading }) =>
      reading.kind === "given" ? [{ path, source: String(reading.value) }] : [],
    );
    const how = textOf(resource, "createMode") ?? "Default";
    if (given.length === 0) {
      return how.toLowerCase() === "default"
        ? [compliant("it is made empty", resource)]
        : [violation(`createMode is ${JSON.stringify(how)}, and nothing says what it is made from`, resource)];
    }
    const own = parseName("sql:Database", textOf(resource, "databaseName") ?? "")?.tenant;
    return given.map(({ path, source }) =>
      own !== undefined && tenantOf(source) === own
        ? compliant(`it is made from data of its own tenant ${own}`, resource)
        : violation(
            `${path} names ${lastOf(source)}, which is not data of its own tenant ${own ?? "(none)"}`,
            resource,
          ),
    );
  },
  cases: {
    pass: {
      given: database({ createMode: "Secondary", sourceDatabaseId: id("sqldb-sol-fjel-01") }),
      says: ["it is made from data of its own tenant fjel"],
    },
    fail: {
      given: database({ createMode: "Copy", sourceDatabaseId: id("sqldb-sol-nord-01") }),
      says: ["sourceDatabaseId names sqldb-sol-nord-01, which is not data of its own tenant fjel"],
    },
    absent: { given: database({}), says: ["it is made empty"] },
    unknown: {
      given: database({ createMode: "Secondary", sourceDatabaseId: UNKNOWN }),
      says: ["what it is made from is not known before the update"],
    },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    {
      what: "makes a database as a copy of another tenant's",
      type: "sql:Database",
      edit: (inputs) => ({ ...inputs, createMode: "Copy", sourceDatabaseId: id("sqldb-sol-zzzz-01") }),
    },
    { what: "restores a database from nothing that is named", type: "sql:Database", set: { createMode: "Restore" } },
  ],
});
