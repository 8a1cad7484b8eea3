import { expectProperty, one, otherType, propertyRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { findRegion, keyVaultReplicaOf } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import { placesOf, regionIn } from "./places";

export const rule = propertyRule({
  id: "residency-keys",
  title: "Keys, secrets and certificates rest where the agreement allows",
  why: "Whoever has the keys has the data.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.keys"],
  remediation: "Use a region whose pair the agreement allows, or keep keys that protect data in Managed HSM.",
  types: ["keyvault:Vault"],
  judge: (vault, { agreement }) => {
    const places = placesOf(agreement, agreement.residency.keys);
    const stands = expectProperty(vault, "location", regionIn(places));
    const region = findRegion(textOf(vault, "location") ?? "");
    const replica = region && keyVaultReplicaOf(region);
    if (stands.result !== "compliant" || replica === undefined || places.countries.includes(replica.country))
      return [stands];
    return [
      violation(
        `Azure copies what is in the vault to ${replica.name} (${replica.country}) and offers no way to stop it; keys have to stay in ${places.said}`,
        vault,
      ),
    ];
  },
  cases: {
    pass: { given: one("keyvault:Vault", { location: "norwayeast" }), says: ['location is "norwayeast"'] },
    fail: {
      given: one("keyvault:Vault", { location: "westeurope" }),
      platform: "coachview",
      says: [
        "Azure copies what is in the vault to northeurope (IE) and offers no way to stop it; keys have to stay in NL",
      ],
    },
    absent: { given: one("keyvault:Vault", {}), says: ["location is absent; it has to be a region in NO"] },
    unknown: {
      given: one("keyvault:Vault", { location: UNKNOWN }),
      says: ["location is not known before the update; it has to be a region in NO"],
    },
    notApplicable: otherType("keyvault:Vault"),
  },
  sabotage: [
    {
      what: "moves keys to Britain",
      type: "keyvault:Vault",
      set: { location: "uksouth" },
      except: ["coachview", "cloxxs", "pct"],
    },
  ],
});
