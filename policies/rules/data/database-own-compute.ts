import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const pool = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/elasticPools/shared";

export const rule = propertyRule({
  id: "database-own-compute",
  title: "No tenant's database shares processors and memory with another tenant's",
  why: "One customer's busy hour would be every other customer's slow one, and one pool's fault everybody's.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.database", "isolation"],
  remediation: "Leave out elasticPoolId, and give the database a compute size of its own.",
  types: ["sql:Database"],
  judge: (database) => expectProperties(database, { elasticPoolId: nothing() }),
  cases: {
    pass: { given: one("sql:Database", { elasticPoolId: "" }), says: ['elasticPoolId is ""'] },
    fail: {
      given: one("sql:Database", { elasticPoolId: pool }),
      says: [`elasticPoolId is "${pool.slice(0, 78)}…; it has to be absent or empty`],
    },
    absent: { given: one("sql:Database", {}), says: ["elasticPoolId is absent"] },
    unknown: {
      given: one("sql:Database", { elasticPoolId: UNKNOWN }),
      says: ["elasticPoolId is not known before the update; it has to be absent or empty"],
    },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    { what: "moves a database into a pool of several tenants", type: "sql:Database", set: { elasticPoolId: pool } },
  ],
});
