import { exactly, expectProperties, notApplicable, one, propertyRule } from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-zonal",
  title: "Databases are spread over the zones of their region",
  why: "One building that fails would take the customer offline until a restore.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: "Set zoneRedundant to true.",
  types: ["sql:Database"],
  judge: (database, { agreement }) => {
    if (agreement.recovery.redundancy.spread !== "zones") return notApplicable("no spread over zones was agreed");
    const region = findRegion(textOf(database, "location") ?? "");
    return region !== undefined && region.zones.length === 0
      ? notApplicable(`${region.name} has no availability zones: redundant, not zonal`)
      : expectProperties(database, { zoneRedundant: exactly(true) });
  },
  cases: {
    pass: {
      given: one("sql:Database", { location: "norwayeast", zoneRedundant: true }),
      says: ["zoneRedundant is true"],
    },
    fail: {
      given: one("sql:Database", { location: "norwayeast", zoneRedundant: false }),
      says: ["zoneRedundant is false; it has to be true"],
    },
    absent: {
      given: one("sql:Database", { location: "norwayeast" }),
      says: ["zoneRedundant is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("sql:Database", { location: "norwayeast", zoneRedundant: UNKNOWN }),
      says: ["zoneRedundant is not known before the update; it has to be true"],
    },
    notApplicable: {
      given: one("sql:Database", { location: "norwaywest" }),
      says: ["norwaywest has no availability zones: redundant, not zonal"],
    },
  },
  sabotage: [
    {
      what: "pins the database to one zone",
      type: "sql:Database",
      where: (one) => one.inputs["zoneRedundant"] === true,
      set: { zoneRedundant: false },
    },
  ],
});
