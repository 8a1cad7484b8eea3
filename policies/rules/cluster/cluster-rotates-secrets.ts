import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const ROTATION = "addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation";

export const rule = propertyRule({
  id: "cluster-rotates-secrets",
  title: "Clusters take in new certificates and secrets by themselves",
  why: "A renewed certificate would not be served, and the old one runs out in front of customers.",
  severity: "medium",
  concern: "continuity",
  clauses: ["encryption.inTransit"],
  remediation: 'Set enableSecretRotation of azureKeyvaultSecretsProvider to "true".',
  types: ["containerservice:ManagedCluster"],
  judge: (cluster) => {
    const rotation = read(cluster, ROTATION);
    if (rotation.kind === "unknown")
      return [undetermined("whether it takes in new secrets is not known before the update", cluster)];
    // An add-on's settings are texts (Microsoft Learn, aks/csi-secrets-store-configuration-options, 2024).
    return rotation.kind === "given" && String(rotation.value) === "true"
      ? [compliant("it takes in new certificates and secrets", cluster)]
      : [violation("enableSecretRotation of azureKeyvaultSecretsProvider is not on", cluster)];
  },
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", {
        addonProfiles: { azureKeyvaultSecretsProvider: { config: { enableSecretRotation: "true" } } },
      }),
      says: ["it takes in new certificates and secrets"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", {
        addonProfiles: { azureKeyvaultSecretsProvider: { config: { enableSecretRotation: "false" } } },
      }),
      says: ["enableSecretRotation of azureKeyvaultSecretsProvider is not on"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["enableSecretRotation of azureKeyvaultSecretsProvider is not on"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { addonProfiles: UNKNOWN }),
      says: ["whether it takes in new secrets is not known before the update"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "keeps certificates as they were at the start",
      type: "containerservice:ManagedCluster",
      set: { "addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation": "false" },
    },
  ],
});
