import { compliant, notApplicable, one, propertyRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole } from "../residency/account-role";
import { isGivenUp } from "./data-standing";

export const rule = propertyRule({
  id: "data-protected",
  title: "Whatever holds data is protected against being deleted by the program",
  why: "One wrong line in a change would delete what nobody can bring back.",
  severity: "critical",
  concern: "continuity",
  clauses: ["recovery", "backup"],
  remediation: "Set protect in the options of the resource.",
  types: [
    "sql:Server",
    "sql:Database",
    "sql:ServerKey",
    "keyvault:Vault",
    "dataprotection:BackupVault",
    "operationalinsights:Workspace",
    "storage:StorageAccount",
  ],
  judge: (resource, measure) => {
    const role = resource.type === "storage:StorageAccount" ? accountRole(resource) : "data";
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", resource)];
    if (role === "kub" || role === "log") return notApplicable("it holds what is made again");
    if (isGivenUp(resource, measure)) return notApplicable("the tenants document says that what it holds may go");
    return resource.protect
      ? [compliant("it is protected", resource)]
      : [violation("it is not protected, so that an update or a destroy deletes it", resource)];
  },
  cases: {
    pass: { given: one("sql:Database", {}, { protect: true }), says: ["it is protected"] },
    fail: {
      given: one("sql:Database", {}, { protect: false }),
      says: ["it is not protected, so that an update or a destroy deletes it"],
    },
    absent: {
      given: one("keyvault:Vault", {}),
      says: ["it is not protected, so that an update or a destroy deletes it"],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolnoelogk3xq" }),
      says: ["it holds what is made again"],
    },
  },
  sabotage: [
    { what: "takes the protection away", type: "sql:Database", unprotect: true },
    {
      what: "takes it from a key under which backups were made",
      type: "sql:ServerKey",
      option: "encryption.customerKeys",
      unprotect: true,
    },
    { what: "takes it from the vault", type: "dataprotection:BackupVault", unprotect: true },
  ],
});
