import {
  exactly,
  expectProperty,
  notApplicable,
  one,
  otherType,
  propertyRule,
  undetermined,
  worst,
  type Outcome,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, aks/use-trusted-launch and aks/manage-ssh-node-access (2025). */
const HARDENED = { sshAccess: exactly("Disabled"), enableSecureBoot: exactly(true), enableVTPM: exactly(true) };

function judgePool(pool: RegisteredResource, path: string, label: string): readonly Outcome[] {
  return worst(
    Object.entries(HARDENED).map(([name, wanted]) =>
      expectProperty(pool, `${path}securityProfile.${name}`, wanted, label),
    ),
  );
}

const pool = (securityProfile: unknown) => one("containerservice:AgentPool", { securityProfile });

export const rule = propertyRule({
  id: "pool-hardened",
  title: "Nobody signs in to a node, and a node starts nothing that was changed",
  why: "Whoever is on a node reads the data of every tenant whose pods run there.",
  severity: "high",
  concern: "security",
  clauses: ["access.management", "scanning.malware"],
  remediation: 'Set sshAccess to "Disabled", and enableSecureBoot and enableVTPM to true, for every pool.',
  types: ["containerservice:AgentPool", "containerservice:ManagedCluster"],
  judge: (resource) => {
    if (resource.type === "containerservice:AgentPool") return judgePool(resource, "", "");
    if (read(resource, "agentPoolProfiles").kind === "unknown") {
      return [undetermined("agentPoolProfiles is not known before the update", resource)];
    }
    const pools = listOf(resource, "agentPoolProfiles");
    return pools.length === 0
      ? notApplicable("its pools stand beside it")
      : pools.flatMap((one, index) =>
          judgePool(resource, `agentPoolProfiles.${index}.`, `pool "${String(one["name"])}": `),
        );
  },
  cases: {
    pass: {
      given: pool({ sshAccess: "Disabled", enableSecureBoot: true, enableVTPM: true }),
      says: ['securityProfile.sshAccess is "Disabled"'],
    },
    fail: {
      given: pool({ sshAccess: "LocalUser", enableSecureBoot: false, enableVTPM: true }),
      says: [
        'securityProfile.sshAccess is "LocalUser"; it has to be "Disabled"',
        "securityProfile.enableSecureBoot is false; it has to be true",
      ],
    },
    absent: {
      given: pool(undefined),
      says: [
        'securityProfile.sshAccess is absent; it has to be "Disabled"',
        "securityProfile.enableSecureBoot is absent; it has to be true",
        "securityProfile.enableVTPM is absent; it has to be true",
      ],
    },
    unknown: {
      given: pool(UNKNOWN),
      says: [
        'securityProfile.sshAccess is not known before the update; it has to be "Disabled"',
        "securityProfile.enableSecureBoot is not known before the update; it has to be true",
        "securityProfile.enableVTPM is not known before the update; it has to be true",
      ],
    },
    notApplicable: otherType("containerservice:AgentPool", "containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "lets people sign in to nodes",
      type: "containerservice:AgentPool",
      set: { "securityProfile.sshAccess": "LocalUser" },
    },
    {
      what: "starts nodes from whatever is there",
      type: "containerservice:ManagedCluster",
      set: { "agentPoolProfiles.0.securityProfile.enableSecureBoot": false },
    },
  ],
});
