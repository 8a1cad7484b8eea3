import { expectProperty, one, otherType, propertyRule, worst } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { judgeReplication, placesOf, regionIn } from "./places";
const leaves = (value: string): boolean => value === "GeoRedundant";

export const rule = propertyRule({
  id: "residency-vaults",
  title: "Backup vaults stand and are copied where documents or backups may be",
  why: "A vault keeps copies for years, and a geo-redundant one keeps them in a second region.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.backups", "residency.documents"],
  remediation: "Place the vault in a region that the agreement allows, with a redundancy that stays there.",
  types: ["dataprotection:BackupVault"],
  judge: (vault, { agreement }) => {
    const { backups, documents } = agreement.residency;
    // Which of the two is in it depends on its instances; the analysis of residency follows them.
    const places = placesOf(agreement, [...backups, ...documents]);
    return worst([
      expectProperty(vault, "location", regionIn(places)),
      judgeReplication(vault, { path: "properties.storageSettings.0.type", leaves }, places),
    ]);
  },
  cases: {
    pass: {
      given: one("dataprotection:BackupVault", {
        location: "westeurope",
        properties: { storageSettings: [{ type: "GeoRedundant" }] },
      }),
      says: ['location is "westeurope"'],
    },
    fail: {
      given: one("dataprotection:BackupVault", {
        location: "westeurope",
        properties: { storageSettings: [{ type: "GeoRedundant" }] },
      }),
      platform: "coachview",
      says: [
        'properties.storageSettings.0.type is "GeoRedundant", which copies to northeurope (IE); copies have to stay in NL',
      ],
    },
    absent: {
      given: one("dataprotection:BackupVault", {}),
      platform: "coachview",
      says: ["location is absent; it has to be a region in NL"],
    },
    unknown: {
      given: one("dataprotection:BackupVault", { location: UNKNOWN }),
      platform: "coachview",
      says: [
        "location is not known before the update; it has to be a region in NL",
        "location is not known before the update; copies have to stay in NL",
      ],
    },
    notApplicable: otherType("dataprotection:BackupVault"),
  },
  sabotage: [
    {
      what: "moves the vault to Britain",
      type: "dataprotection:BackupVault",
      set: { location: "uksouth", "properties.storageSettings.0.type": "ZoneRedundant" },
      also: ["residency-vault-contents"],
    },
    {
      what: "copies the vault to the pair",
      type: "dataprotection:BackupVault",
      set: {
        "properties.storageSettings.0.type": "GeoRedundant",
        "properties.featureSettings.crossRegionRestoreSettings.state": "Enabled",
      },
      except: ["superoffice", "draftit", "pct"],
      also: ["residency-vault-contents"],
    },
  ],
});
