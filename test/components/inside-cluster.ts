import * as containerservice from "@pulumi/azure-native/containerservice";
import { Provider } from "@pulumi/kubernetes/provider";
import type { Place } from "./place";

const POOL = { vmSize: "Standard_D4ds_v5", count: 3, availabilityZones: ["1", "2", "3"] };

/**
 * The provider of what is inside of a cluster that stands there for it: with the add-on that has the class of certificates,
 * and with nodes for each placement of the table.
 */
export function insideCluster(place: Place): Provider {
  return place.once("inside", () => {
    const { resourceGroupName, location } = place.at();
    const { set, provider } = place;
    const kept = (key: string, value: string) => ({
      nodeLabels: { [`deltawerk/${key}`]: value },
      nodeTaints: [`deltawerk/${key}=${value}:NoSchedule`],
    });
    const cluster = new containerservice.ManagedCluster(
      `${set}-cluster`,
      {
        resourceName: `aks-${set}`,
        resourceGroupName,
        location,
        dnsPrefix: `aks-${set}`,
        kubernetesVersion: "1.36",
        identity: { type: "SystemAssigned" },
        aadProfile: { managed: true },
        disableLocalAccounts: true,
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true } },
        addonProfiles: { azureKeyvaultSecretsProvider: { enabled: true } },
        serviceMeshProfile: { mode: "Istio", istio: { revisions: ["asm-1-30"] } },
        agentPoolProfiles: [
          { ...POOL, name: "system", mode: "System" },
          { ...POOL, name: "web", mode: "User", ...kept("group", "web") },
          { ...POOL, name: "batch", mode: "User", ...kept("group", "batch") },
          { ...POOL, name: "tenant", mode: "User", ...kept("tenant", "ab12") },
        ],
      },
      { provider },
    );
    const { kubeconfigs } = containerservice.listManagedClusterUserCredentialsOutput(
      { resourceGroupName, resourceName: cluster.name, format: "exec" },
      { provider },
    );
    const kubeconfig = kubeconfigs.apply(([first]) => Buffer.from(first?.value ?? "", "base64").toString("utf8"));
    return new Provider(`${set}-inside`, { kubeconfig });
  });
}
