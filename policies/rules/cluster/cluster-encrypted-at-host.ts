import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const cluster = (enableEncryptionAtHost: unknown) =>
  ({
    type: "containerservice:ManagedCluster",
    inputs: { agentPoolProfiles: [{ name: "system", enableEncryptionAtHost }] },
  }) as const;

export const rule = propertyRule({
  id: "cluster-encrypted-at-host",
  title: "Disks of a cluster's first nodes are encrypted on the machine that uses them",
  why: "Temporary disks and caches of nodes would hold customers' data in the clear.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation: "Set enableEncryptionAtHost to true in every pool of agentPoolProfiles.",
  types: ["containerservice:ManagedCluster"],
  judge: (cluster) => {
    if (read(cluster, "agentPoolProfiles").kind === "unknown") {
      return [undetermined("agentPoolProfiles is not known before the update", cluster)];
    }
    const pools = listOf(cluster, "agentPoolProfiles");
    return pools.length === 0
      ? [violation("agentPoolProfiles is absent", cluster)]
      : pools.map(({ name, enableEncryptionAtHost }) =>
          enableEncryptionAtHost === true
            ? compliant(`pool "${String(name)}" is encrypted at the host`, cluster)
            : violation(`pool "${String(name)}" is not encrypted at the host`, cluster),
        );
  },
  cases: {
    pass: { given: [cluster(true)], says: ['pool "system" is encrypted at the host'] },
    fail: { given: [cluster(false)], says: ['pool "system" is not encrypted at the host'] },
    absent: { given: [cluster(undefined)], says: ['pool "system" is not encrypted at the host'] },
    unknown: {
      given: one("containerservice:ManagedCluster", { agentPoolProfiles: UNKNOWN }),
      says: ["agentPoolProfiles is not known before the update"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "leaves the host unencrypted",
      type: "containerservice:ManagedCluster",
      set: { "agentPoolProfiles.0.enableEncryptionAtHost": undefined },
    },
  ],
});
