import {
  compliant,
  exactly,
  expectProperty,
  one,
  otherType,
  propertyRule,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const vault = (storageSettings: unknown) => one("dataprotection:BackupVault", { properties: { storageSettings } });

export const rule = propertyRule({
  id: "vault-storage-redundant",
  title: "What is in a backup vault is in more than one building",
  why: "One fire would take every backup in the vault, which cannot be changed later.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "backup.systemEvery", "documents"],
  remediation: 'Set the vault\'s storageSettings to "ZoneRedundant" or "GeoRedundant"; Azure fixes it at creation.',
  types: ["dataprotection:BackupVault"],
  // Locally redundant is three copies in one data centre. Source: Microsoft Learn, backup/backup-vault-overview (2025).
  judge: (vault) => {
    if (read(vault, "properties.storageSettings").kind === "unknown") {
      return [undetermined("properties.storageSettings is not known before the update", vault)];
    }
    const types = listOf(vault, "properties.storageSettings").map(({ type }) => String(type));
    const local = types.length === 0 || types.includes("LocallyRedundant");
    const restore = "properties.featureSettings.crossRegionRestoreSettings.state";
    // Without it only Microsoft decides when the other region's copy may be used (same page).
    if (types.includes("GeoRedundant")) return worst([expectProperty(vault, restore, exactly("Enabled"))]);
    return [
      local
        ? violation(`its storage is ${types.join(", ") || "absent"}; it has to be in more than one building`, vault)
        : compliant(`its storage is ${types.join(", ")}`, vault),
    ];
  },
  cases: {
    pass: {
      given: vault([{ datastoreType: "VaultStore", type: "ZoneRedundant" }]),
      says: ["its storage is ZoneRedundant"],
    },
    fail: {
      given: vault([{ datastoreType: "VaultStore", type: "LocallyRedundant" }]),
      says: ["its storage is LocallyRedundant; it has to be in more than one building"],
    },
    absent: { given: vault(undefined), says: ["its storage is absent; it has to be in more than one building"] },
    unknown: { given: vault(UNKNOWN), says: ["properties.storageSettings is not known before the update"] },
    notApplicable: otherType("dataprotection:BackupVault"),
  },
  sabotage: [
    {
      what: "keeps the other region's copy out of reach",
      type: "dataprotection:BackupVault",
      set: { "properties.featureSettings.crossRegionRestoreSettings.state": "Disabled" },
      except: ["coachview", "cloxxs", "pct"],
    },
    {
      what: "keeps backups in one building",
      type: "dataprotection:BackupVault",
      set: { "properties.storageSettings.0.type": "LocallyRedundant" },
    },
  ],
});
