import type { Agreement } from "../../../agreement/agreement";
import { parseName } from "../../../azure/names/resource-name";
import {
  atMost,
  exactly,
  expectProperty,
  nothing,
  one,
  oneOf,
  otherType,
  propertyRule,
  type Requirement,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** Groups of 2048 bits or what equals them. Source: Microsoft Learn, vpn-gateway/ipsec-ike-policy-howto (2024). */
const STRONG_GROUPS = {
  ike: ["DHGroup14", "DHGroup2048", "DHGroup24", "ECP256", "ECP384"],
  pfs: ["PFS2048", "PFS14", "PFS24", "ECP256", "ECP384"],
} as const;

/** Absent, Azure's default holds, which is no longer. */
const orAbsent = (most: Requirement): Requirement => ({
  wanted: most.wanted,
  holds: (value) => value === undefined || most.holds(value),
});

/**
 * Longest that the keys of a tunnel are used. Sources: NIST SP 800-77 revision 1 (2020), 8 hours; for kilobytes Azure's own
 * default, Microsoft Learn, vpn-gateway/vpn-gateway-about-compliance-crypto (2025).
 */
const KEYS: Readonly<Record<string, Requirement>> = {
  saLifeTimeSeconds: orAbsent(atMost(8 * 3600, "seconds")),
  saDataSizeKilobytes: orAbsent(atMost(102_400_000, "kilobytes")),
};

type Partners = Agreement["access"]["management"]["partners"];

/** Whether routes were agreed to be told: with the partner after whom the tunnel is named, else with all of them. */
function speaksBgp(connection: RegisteredResource, partners: Partners): boolean {
  const name = textOf(connection, "virtualNetworkGatewayConnectionName") ?? "";
  const label = parseName("network:VirtualNetworkGatewayConnection", name)?.label?.replace(/-\d+$/, "");
  const named = partners.filter((partner) => partner.name === label);
  return (named.length > 0 ? named : partners).every(({ asn }) => asn !== undefined);
}

const connection = (change: Readonly<Record<string, string>>) =>
  ({
    type: "network:VirtualNetworkGatewayConnection",
    inputs: {
      enableBgp: true,
      ipsecPolicies: [
        {
          ikeEncryption: "GCMAES256",
          ikeIntegrity: "SHA384",
          dhGroup: "ECP384",
          ipsecEncryption: "GCMAES256",
          ipsecIntegrity: "GCMAES256",
          pfsGroup: "ECP384",
          ...change,
        },
      ],
    },
  }) as const;

export const rule = propertyRule({
  id: "vpn-ipsec-policy",
  title:
    "Every tunnel has a policy of its own, with strong algorithms, keys that end, and the agreed routing of everything",
  why: "Azure's default offers a peer algorithms that were broken long ago; with policy-based selectors a tunnel drops what its routes send there.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.betweenSites", "access.management"],
  remediation:
    "Set ipsecPolicies to one policy of AES-256 with SHA-256 or stronger, a group of 2048 bits or more, and perfect forward secrecy; renew its keys every 8 hours, leave usePolicyBasedTrafficSelectors off and out trafficSelectorPolicies, and set enableBgp where the agreement names ASNs.",
  types: ["network:VirtualNetworkGatewayConnection"],
  judge: (connection, { agreement }) => {
    if (read(connection, "ipsecPolicies").kind === "unknown") {
      return [undetermined("ipsecPolicies is not known before the update", connection)];
    }
    const [policy] = listOf(connection, "ipsecPolicies");
    if (policy === undefined)
      return [violation("ipsecPolicies is absent, so Azure offers weak algorithms too", connection)];
    const hashes = agreement.encryption.betweenSites.integrity === "SHA384" ? ["SHA384"] : ["SHA256", "SHA384"];
    const wanted: Readonly<Record<string, readonly string[]>> = {
      ikeEncryption: ["AES256", "GCMAES256"],
      ikeIntegrity: [...hashes, "GCMAES256"],
      dhGroup: STRONG_GROUPS.ike,
      ipsecEncryption: ["AES256", "GCMAES256"],
      ipsecIntegrity: ["SHA256", "GCMAES256"],
      pfsGroup: STRONG_GROUPS.pfs,
    };
    return worst([
      ...Object.keys(wanted).map((path) =>
        expectProperty(connection, `ipsecPolicies.0.${path}`, oneOf(...(wanted[path] ?? []))),
      ),
      ...Object.entries(KEYS).map(([path, requirement]) =>
        expectProperty(connection, `ipsecPolicies.0.${path}`, requirement),
      ),
      // Selectors of the policy-based kind carry pairs of stated prefixes only, and none that BGP tells.
      expectProperty(connection, "usePolicyBasedTrafficSelectors", oneOf(false)),
      expectProperty(connection, "trafficSelectorPolicies", nothing()),
      ...(speaksBgp(connection, agreement.access.management.partners)
        ? [expectProperty(connection, "enableBgp", exactly(true))]
        : []),
    ]);
  },
  cases: {
    pass: { given: [connection({})], says: ['ipsecPolicies.0.ikeEncryption is "GCMAES256"'] },
    fail: {
      given: [connection({ ipsecEncryption: "DES3", pfsGroup: "None" })],
      says: [
        'ipsecPolicies.0.ipsecEncryption is "DES3"; it has to be "AES256" or "GCMAES256"',
        'ipsecPolicies.0.pfsGroup is "None"; it has to be "PFS2048", "PFS14", "PFS24", "ECP256" or "ECP384"',
      ],
    },
    absent: {
      given: one("network:VirtualNetworkGatewayConnection", {}),
      says: ["ipsecPolicies is absent, so Azure offers weak algorithms too"],
    },
    unknown: {
      given: one("network:VirtualNetworkGatewayConnection", { ipsecPolicies: UNKNOWN }),
      says: ["ipsecPolicies is not known before the update"],
    },
    notApplicable: otherType("network:VirtualNetworkGatewayConnection"),
  },
  sabotage: [
    {
      what: "encrypts with triple DES",
      type: "network:VirtualNetworkGatewayConnection",
      set: { "ipsecPolicies.0.ipsecEncryption": "DES3" },
    },
    {
      what: "selects traffic by pairs of prefixes",
      type: "network:VirtualNetworkGatewayConnection",
      set: { usePolicyBasedTrafficSelectors: true },
    },
    {
      what: "keeps the keys of a tunnel for two days",
      type: "network:VirtualNetworkGatewayConnection",
      set: { "ipsecPolicies.0.saLifeTimeSeconds": 172_799 },
    },
    {
      what: "learns no routes from a partner who tells them",
      type: "network:VirtualNetworkGatewayConnection",
      where: ({ inputs }) => inputs["enableBgp"] === true,
      set: { enableBgp: false },
    },
    {
      what: "selects traffic by ranges of its own",
      type: "network:VirtualNetworkGatewayConnection",
      set: {
        trafficSelectorPolicies: [{ localAddressRanges: ["10.0.0.0/8"], remoteAddressRanges: ["10.0.0.0/8"] }],
      },
    },
    { what: "drops the policy", type: "network:VirtualNetworkGatewayConnection", set: { ipsecPolicies: undefined } },
    {
      what: "uses a group of 1024 bits",
      type: "network:VirtualNetworkGatewayConnection",
      set: { "ipsecPolicies.0.dhGroup": "DHGroup2" },
    },
  ],
});
