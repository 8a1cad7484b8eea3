import type { network as inputs } from "@pulumi/azure-native/types/input";
import type { Ipsec } from "../../azure/network-rules";

/** What both kinds of connection have in common: IKEv2 with an explicit policy, either side may begin. */
export function tunnelArgs(ipsec: Ipsec) {
  return {
    connectionProtocol: "IKEv2",
    connectionMode: "Default",
    // Seconds without an answer before a tunnel is given up and its twin takes over; Azure's default, written down.
    dpdTimeoutSeconds: 45,
    usePolicyBasedTrafficSelectors: false,
    ipsecPolicies: [
      {
        ikeEncryption: ipsec.ikeEncryption,
        ikeIntegrity: ipsec.ikeIntegrity,
        dhGroup: ipsec.dhGroup,
        ipsecEncryption: ipsec.ipsecEncryption,
        ipsecIntegrity: ipsec.ipsecIntegrity,
        pfsGroup: ipsec.pfsGroup,
        saLifeTimeSeconds: ipsec.lifetimeSeconds,
        saDataSizeKilobytes: ipsec.lifetimeKilobytes,
      } satisfies inputs.IpsecPolicyArgs,
    ],
  };
}
