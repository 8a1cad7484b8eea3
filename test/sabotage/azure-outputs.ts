import { addressesOf, addressText } from "../../policies/analysis/reachability/packets/ipv4";

type Properties = Readonly<Record<string, unknown>>;

/** First address of a subnet that is a host's; Azure keeps four (virtual-network/virtual-networks-faq, 2024). */
const FIRST_HOST = 4;

/** For tests: what Azure answers besides the inputs, where the program reads it. */
export class AzureOutputs {
  /** Prefixes of the subnets that were made so far, by their ids. */
  private readonly prefixes = new Map<string, string>();

  /** Remembers a subnet, whose addresses others get. */
  note(type: string, id: string, inputs: Properties): void {
    if (type === "azure-native:network:Subnet") this.prefixes.set(id, String(inputs["addressPrefix"]));
  }

  of(type: string, id: string, inputs: Properties): Properties {
    switch (type) {
      case "azure-native:managedidentity:UserAssignedIdentity":
        return { principalId: `${id}/principal`, clientId: `${id}/client` };
      case "azure-native:network:AzureFirewall": {
        const [first] = inputs["ipConfigurations"] as readonly { readonly subnet?: { readonly id?: string } }[];
        return { ipConfigurations: [{ ...first, privateIPAddress: this.addressIn(first?.subnet?.id) }] };
      }
      case "azure-native:network:PrivateEndpoint": {
        const { id: subnet } = inputs["subnet"] as { readonly id?: string };
        const address = this.addressIn(subnet);
        return address === undefined ? {} : { customDnsConfigs: [{ fqdn: `${id}.example`, ipAddresses: [address] }] };
      }
      case "random:index/randomPassword:RandomPassword":
        return { result: "generated" };
      case "azure-native:containerservice:ManagedCluster":
        return {
          oidcIssuerProfile: { issuerURL: `https://region.oic.prod-aks.azure.com${id}/` },
          resourceUID: `${id}/uid`,
        };
      case "azure-native:kubernetesconfiguration:Extension":
        return { aksAssignedIdentity: { principalId: `${id}/principal` } };
      case "azure-native:dataprotection:BackupVault":
        return { identity: { principalId: `${id}/principal` } };
      case "azure-native:keyvault:Vault":
        return { properties: { vaultUri: `https://${id.split("/").at(-1) ?? ""}.vault.azure.net/` } };
      case "azure-native:containerregistry:Registry":
        return { loginServer: `${id.split("/").at(-1) ?? ""}.azurecr.io` };
      case "azure-native:operationalinsights:Workspace":
        return { customerId: "3f0c1d5e-7a2b-4c8d-9e6f-0a1b2c3d4e5f" };
      case "azure-native:storage:ObjectReplicationPolicy":
        return { policyId: "policy-guid", rules: inputs["rules"] };
      default:
        return {};
    }
  }

  /** An address in a subnet; nothing where another stack has made it. */
  private addressIn(subnet: string | undefined): string | undefined {
    const [first] = addressesOf(this.prefixes.get(subnet ?? "") ?? "") ?? [];
    return first === undefined ? undefined : addressText(first + FIRST_HOST);
  }
}
