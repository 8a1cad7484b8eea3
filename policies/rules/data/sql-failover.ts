import {
  compliant,
  forEach,
  notApplicable,
  relationRule,
  typedReference,
  undetermined,
  violation,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { servesNobody } from "./data-standing";

const id = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/${name}`;
const database = {
  type: "sql:Database",
  name: "db",
  id: id("db"),
  inputs: { databaseName: "db", location: "norwayeast" },
} as const;
const group = (databases: unknown) => ({ type: "sql:FailoverGroup", name: "group", inputs: { databases } }) as const;

export const rule = relationRule({
  id: "sql-failover",
  title: "Every database that serves has a copy at the second site that takes over, where one runs",
  why: "When the site is lost the customer would wait for a restore of everything.",
  severity: "high",
  concern: "continuity",
  clauses: ["sites", "recovery"],
  remediation: "Put the database into the failover group of its server.",
  spans: "stack",
  judge: (resources, measure) => {
    const { agreement } = measure;
    if (!agreement.sites.some(({ role }) => role === "warm")) return notApplicable("no second site runs");
    const active = agreement.sites.find(({ role }) => role === "active")?.region;
    const primaries = resources
      .ofType("sql:Database")
      .filter((one) => textOf(one, "createMode") !== "Secondary" && textOf(one, "location") === active)
      .filter((one) => !servesNobody(one, measure));
    const groups = resources.ofType("sql:FailoverGroup");
    const lost = groups.filter((one) => {
      const partner = typedReference(resources, one, "partnerServers.0.id", "sql:Server");
      return partner.kind === "elsewhere" && resources.isUnion;
    });
    if (lost.length > 0) {
      return lost.map((one) => violation("its second server is none of the platform's", one));
    }
    return forEach(primaries, "databases at the active site", (database) => {
      const members = groups.flatMap((group) =>
        listOf(group, "databases").map((_, index) => resources.reference(group, `databases.${index}`, "sql:Database")),
      );
      const unlisted = groups.some((group) => read(group, "databases").kind === "unknown");
      if (members.some((one) => one.kind === "resource" && one.resource === database)) {
        return compliant("a failover group has the database", database);
      }
      return unlisted || members.some((one) => one.kind === "unknown" && one.candidates.includes(database))
        ? undetermined("which databases the failover groups have is not known before the update", database)
        : violation("no failover group has the database", database);
    });
  },
  cases: {
    pass: { given: [database, group([id("db")])], says: ["a failover group has the database"] },
    fail: { given: [database, group([id("other")])], says: ["no failover group has the database"] },
    absent: { given: [database], says: ["no failover group has the database"] },
    unknown: {
      given: [database, group(UNKNOWN)],
      says: ["which databases the failover groups have is not known before the update"],
    },
    notApplicable: { given: [database], platform: "pct", says: ["no second site runs"] },
  },
  sabotage: [
    {
      what: "copies databases to a stranger's server",
      type: "sql:FailoverGroup",
      set: { "partnerServers.0.id": "/subscriptions/x/resourceGroups/x/providers/Microsoft.Sql/servers/stranger" },
    },
    {
      what: "takes a database out of the group",
      type: "sql:FailoverGroup",
      edit: (inputs) => ({ ...inputs, databases: (inputs["databases"] as readonly unknown[]).slice(1) }),
    },
    { what: "removes the group", type: "sql:FailoverGroup", remove: true },
  ],
});
