import { dateAfter } from "../../../agreement/date-after";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Measure,
} from "../../framework/language";
import { parseName } from "../../../azure/names/resource-name";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsHere } from "./cells";

const codes = ["fjel", "nord", "brei"];
const server = { type: "sql:Server", name: "server", inputs: {} } as const;
const database = (databaseName: string) =>
  ({ type: "sql:Database", name: databaseName, inputs: { databaseName } }) as const;

/** The data of a tenant that has left stays until the agreement says that it is gone. */
function mayStayFor(tenant: string | undefined, { tenants, agreement, today }: Measure): boolean {
  const left = tenants.retired.find(({ code }) => code === tenant);
  if (left === undefined || left.state === "erased") return false;
  return today <= dateAfter(left.left, agreement.exit.deletedWithin);
}

export const rule = relationRule({
  id: "database-per-tenant",
  title: "Every tenant has a database of its own, and no database is nobody's",
  why: "One customer's data could be shown to, or restored over, another's.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.database", "isolation", "exit"],
  remediation: "Give each tenant a database that is named for it, and remove what belongs to no tenant.",
  spans: "stack",
  judge: (resources, measure) => {
    const tenants = tenantsHere(resources, measure);
    if (tenants.length === 0) return notApplicable("there is no cell with tenants");
    const databases = resources
      .ofType("sql:Database")
      .map((database) => ({ database, name: read(database, "databaseName") }));
    const open = databases.filter(({ name }) => name.kind === "unknown");
    const owners = databases.map(({ database, name }) => ({
      database,
      name,
      tenant: name.kind === "given" ? parseName("sql:Database", String(name.value))?.tenant : undefined,
    }));
    const nobodys = owners.filter(
      ({ name, tenant }) =>
        name.kind === "given" &&
        !measure.tenants.tenants.some(({ code }) => code === tenant) &&
        !mayStayFor(tenant, measure),
    );
    return [
      ...tenants.map(({ code }) => {
        if (owners.some(({ tenant }) => tenant === code)) return compliant(`tenant ${code} has a database of its own`);
        return open.length > 0
          ? undetermined(`whether tenant ${code} has a database is not known before the update`)
          : violation(`tenant ${code} has no database of its own`);
      }),
      ...nobodys.map(({ database, name }) =>
        violation(`database ${name.kind === "given" ? String(name.value) : ""} belongs to no tenant`, database),
      ),
    ];
  },
  cases: {
    pass: {
      given: codes.map((code) => database(`sqldb-sol-${code}-01`)),
      says: codes.map((code) => `tenant ${code} has a database of its own`),
    },
    fail: {
      given: [...codes.map((code) => database(`sqldb-sol-${code}-01`)), database("shared")],
      says: [
        ...codes.map((code) => `tenant ${code} has a database of its own`),
        "database shared belongs to no tenant",
      ],
    },
    absent: { given: [server], says: codes.map((code) => `tenant ${code} has no database of its own`) },
    unknown: {
      given: [database(UNKNOWN)],
      says: codes.map((code) => `whether tenant ${code} has a database is not known before the update`),
    },
    notApplicable: { given: [server], stack: "superoffice-local", says: ["there is no cell with tenants"] },
  },
  sabotage: [
    {
      what: "removes a tenant's database",
      type: "sql:Database",
      remove: true,
      except: ["superoffice"],
      alsoOn: {
        coachview: ["network-classified"],
        cloxxs: ["network-classified"],
        pct: ["network-classified"],
        draftit: ["network-classified"],
      },
    },
    {
      what: "lets two tenants share a database",
      type: "sql:Database",
      set: { databaseName: "sqldb-shared" },
      also: ["network-classified"],
    },
  ],
});
