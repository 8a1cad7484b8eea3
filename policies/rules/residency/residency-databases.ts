import { expectProperty, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-databases",
  title: "Databases rest where the agreement allows",
  why: "Customers were promised in which countries their data is.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.databases"],
  remediation: "Place it in a region that the agreement allows.",
  types: ["sql:Server", "sql:Database"],
  judge: (resource, { agreement }) => [
    expectProperty(resource, "location", regionIn(placesOf(agreement, agreement.residency.databases))),
  ],
  cases: {
    pass: { given: one("sql:Server", { location: "norwayeast" }), says: ['location is "norwayeast"'] },
    fail: {
      given: one("sql:Database", { location: "swedencentral" }),
      says: ['location is "swedencentral"; it has to be a region in NO'],
    },
    absent: { given: one("sql:Server", {}), says: ["location is absent; it has to be a region in NO"] },
    unknown: {
      given: one("sql:Server", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO"],
    },
    notApplicable: otherType("sql:Server", "sql:Database"),
  },
  sabotage: [
    {
      what: "moves a database to Switzerland",
      type: "sql:Database",
      set: { location: "switzerlandnorth", requestedBackupStorageRedundancy: "Zone" },
    },
    { what: "moves a server to Britain", type: "sql:Server", set: { location: "uksouth" } },
  ],
});
