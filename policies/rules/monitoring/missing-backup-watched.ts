import { eachHas, relationRule } from "../../framework/language";
import { walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { Reference, ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault";
const vault = { type: "dataprotection:BackupVault", name: "vault", id, inputs: {} } as const;
const queryRule = (query: string) =>
  ({ type: "monitor:ScheduledQueryRule", name: "rule", inputs: { criteria: { allOf: [{ query }] } } }) as const;
const lacks = "nobody is told when the vault makes no backups";

/** The vault whose id a query asks about; before the update, the one that the query comes from. */
function vaultIn(resources: ResourceSet, query: RegisteredResource): Reference {
  const text = walk(query.inputs, "criteria.allOf.0.query");
  if (text.kind === "unknown")
    return resources.reference(query, "criteria.allOf.0.query", "dataprotection:BackupVault");
  const asked = text.kind === "given" ? String(text.value).toLowerCase() : "";
  const found = resources.ofType("dataprotection:BackupVault").find((one) => {
    const own = resources.armIdOf(one);
    return own !== undefined && asked.includes(`"${own.toLowerCase()}"`);
  });
  return found === undefined ? { kind: "absent" } : { kind: "resource", resource: found };
}

const asksAboutVaults = ({ inputs }: RegisteredResource): boolean =>
  JSON.stringify(inputs["criteria"] ?? "").includes("AddonAzureBackupJobs");

export const rule = relationRule({
  id: "missing-backup-watched",
  title: "A backup vault that makes no backups raises an alert",
  why: "A backup that stopped in silence is missed on the day it is needed.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.backups"],
  remediation: "Add a scheduled query that fires when no backup of the vault was finished.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("dataprotection:BackupVault"),
      "backup vaults",
      {
        what: "alert on missing backups",
        resources: resources.ofType("monitor:ScheduledQueryRule"),
        leadsTo: (one) => vaultIn(resources, one),
      },
      lacks,
    ),
  cases: {
    pass: {
      given: [vault, queryRule(`AddonAzureBackupJobs | where _ResourceId =~ "${id}"`)],
      says: ["its alert on missing backups is there"],
    },
    fail: { given: [vault, queryRule("AddonAzureBackupJobs")], says: [lacks] },
    absent: { given: [vault], says: [lacks] },
    unknown: {
      given: [vault, queryRule(UNKNOWN)],
      says: ["whether its alert on missing backups is there is not known before the update"],
    },
    notApplicable: { given: [queryRule("x")], says: ["there are no backup vaults"] },
  },
  sabotage: [
    { what: "removes the alert", type: "monitor:ScheduledQueryRule", where: asksAboutVaults, remove: true },
    {
      what: "asks about another vault",
      type: "monitor:ScheduledQueryRule",
      where: asksAboutVaults,
      set: { "criteria.allOf.0.query": "AddonAzureBackupJobs | count" },
    },
  ],
});
