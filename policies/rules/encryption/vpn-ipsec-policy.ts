import {
  expectProperty,
  one,
  oneOf,
  otherType,
  propertyRule,
  undetermined,
  violation,
  worst,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Groups of 2048 bits or what equals them. Source: Microsoft Learn, vpn-gateway/ipsec-ike-policy-howto (2024). */
const STRONG_GROUPS = {
  ike: ["DHGroup14", "DHGroup2048", "DHGroup24", "ECP256", "ECP384"],
  pfs: ["PFS2048", "PFS14", "PFS24", "ECP256", "ECP384"],
} as const;

const connection = (change: Readonly<Record<string, string>>) =>
  ({
    type: "network:VirtualNetworkGatewayConnection",
    inputs: {
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
  title: "Every tunnel has a policy of strong algorithms of its own",
  why: "Azure's default offers a peer algorithms that were broken long ago.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.betweenSites", "access.management"],
  remediation:
    "Set ipsecPolicies to one policy of AES-256 with SHA-256 or stronger, a group of 2048 bits or more, and perfect forward secrecy.",
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
    return worst(
      Object.keys(wanted).map((path) =>
        expectProperty(connection, `ipsecPolicies.0.${path}`, oneOf(...(wanted[path] ?? []))),
      ),
    );
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
    { what: "drops the policy", type: "network:VirtualNetworkGatewayConnection", set: { ipsecPolicies: undefined } },
    {
      what: "uses a group of 1024 bits",
      type: "network:VirtualNetworkGatewayConnection",
      set: { "ipsecPolicies.0.dhGroup": "DHGroup2" },
    },
  ],
});
