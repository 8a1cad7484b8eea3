import { restingPlaces } from "../../analysis/residency/resting-places";
import { compliant, needsUnion, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault";
const vault = (location: unknown, type?: string) =>
  ({
    type: "dataprotection:BackupVault",
    name: "vault",
    id,
    inputs: { location, properties: { storageSettings: type === undefined ? [] : [{ type }] } },
  }) as const;
const clusters = {
  type: "dataprotection:BackupInstance",
  name: "instance",
  id: `${id}/backupInstances/cluster`,
  inputs: {
    properties: { dataSourceInfo: { datasourceType: "Microsoft.ContainerService/managedClusters" } },
  },
} as const;

export const rule = relationRule({
  id: "residency-vault-contents",
  title: "What each backup vault keeps rests where that kind of data may be",
  why: "Documents may be in countries in which the rest may not, and a vault takes whatever is backed up into it.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.backups", "residency.documents"],
  remediation: "Back it up into a vault in a region, and with a redundancy, that the agreement allows for it.",
  spans: "platform",
  judge: (resources, { agreement }) => {
    const vaults = resources.ofType("dataprotection:BackupVault");
    if (vaults.length === 0) return notApplicable("there are no backup vaults");
    if (!resources.isUnion) return [needsUnion("what the vaults keep", vaults[0])];
    const places = restingPlaces(resources, agreement).filter(({ resource }) => vaults.includes(resource));
    if (places.length === 0) return notApplicable("nothing is backed up into a vault");
    return places.map(({ resource, what, because, place, allowed, verdict }) => {
      const where = `${what} rest in ${place} (${because})`;
      switch (verdict) {
        case "inside":
          return compliant(where, resource);
        case "undetermined":
          return undetermined(`${what}: ${place} (${because}); they have to stay in ${allowed.said}`, resource);
        case "outside":
          return violation(`${where}; they have to stay in ${allowed.said}`, resource);
      }
    });
  },
  cases: {
    pass: {
      given: [vault("norwayeast", "ZoneRedundant"), clusters],
      says: ["backups of clusters rest in norwayeast (NO) (it stands there)"],
    },
    fail: {
      given: [vault("westeurope", "GeoRedundant"), clusters],
      says: [
        "backups of clusters rest in westeurope (NL) (it stands there); they have to stay in NO",
        "backups of clusters rest in northeurope (IE) (properties.storageSettings.0.type is GeoRedundant); they have to stay in NO",
      ],
    },
    absent: {
      given: [vault(undefined), clusters],
      says: ["backups of clusters rest in a place that Azure chooses (it stands there); they have to stay in NO"],
    },
    unknown: {
      given: [vault(UNKNOWN), clusters],
      says: ["backups of clusters: not known before the update (it stands there); they have to stay in NO"],
    },
    notApplicable: { given: [clusters], says: ["there are no backup vaults"] },
  },
  sabotage: [
    {
      what: "backs clusters up where only documents may be",
      type: "dataprotection:BackupVault",
      where: (one) => one.inputs["location"] === "norwayeast",
      set: { location: "westeurope" },
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
