import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, textOf, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const database = (name: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  one("sql:Database", { sku: { name }, ...more });

export const rule = propertyRule({
  id: "database-never-pauses",
  title: "No database goes to sleep while nobody uses it",
  why: "The first who comes back waits, or gets an error, in hours for which availability was promised.",
  severity: "high",
  concern: "continuity",
  clauses: ["availability"],
  remediation: "Choose provisioned compute, or set autoPauseDelay to -1.",
  types: ["sql:Database"],
  judge: (resource) => {
    const open = ["sku.name", "autoPauseDelay"].find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, resource)];
    if (valueOf(resource, "useFreeLimit") === true) {
      return [violation("it uses the free amount, and pauses for the rest of the month when that is gone", resource)];
    }
    const delay = valueOf(resource, "autoPauseDelay");
    const isServerless = /_S_/.test(textOf(resource, "sku.name") ?? "");
    // Microsoft Learn, azure-sql/database/serverless-tier-overview (2025): only serverless pauses, after 60 minutes unless -1 is set.
    if (!isServerless && (delay === undefined || delay === -1)) {
      return [compliant("its compute is provisioned and never pauses", resource)];
    }
    return delay === -1
      ? [compliant("autoPauseDelay is -1, so it never pauses", resource)]
      : [
          violation(
            `it pauses after ${Number(delay ?? 60)} minutes without use; autoPauseDelay has to be -1`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: database("GP_Gen5_2"), says: ["its compute is provisioned and never pauses"] },
    fail: {
      given: database("GP_S_Gen5_2", { autoPauseDelay: 120 }),
      says: ["it pauses after 120 minutes without use; autoPauseDelay has to be -1"],
    },
    absent: {
      given: database("GP_S_Gen5_2"),
      says: ["it pauses after 60 minutes without use; autoPauseDelay has to be -1"],
    },
    unknown: { given: database(UNKNOWN), says: ["sku.name is not known before the update"] },
    notApplicable: otherType("sql:Database"),
  },
  sabotage: [
    { what: "takes what is free of charge", type: "sql:Database", set: { useFreeLimit: true } },
    { what: "lets a database sleep", type: "sql:Database", set: { "sku.name": "GP_S_Gen5_2", autoPauseDelay: 60 } },
  ],
});
