import { PRIVATE_LINKS } from "../../../azure/private-link";

/** A host name that clients of a service ask for, and where it stands in the service's private DNS zone. */
export interface PrivateHost {
  readonly fqdn: string;
  readonly record: string;
  readonly zone: string;
}

type HostsOf = (name: string, region: string) => readonly PrivateHost[];

/** What a private endpoint can lead to, by group id, for a service of a type. */
type Groups = Readonly<Record<string, HostsOf>>;

/** The common case: a host `<name>.<suffix>` in the zone `privatelink.<suffix>`. */
function below(suffix: string, zone = `privatelink.${suffix}`): HostsOf {
  return (name) => [{ fqdn: `${name}.${suffix}`, record: name, zone }];
}

/** A registry also answers on a data endpoint in its region. */
function registryHosts(name: string, region: string): readonly PrivateHost[] {
  const { zone } = PRIVATE_LINKS.containerRegistry;
  return [name, `${name}.${region}.data`].map((record) => ({ fqdn: `${record}.azurecr.io`, record, zone }));
}

function clusterHosts(name: string, region: string): readonly PrivateHost[] {
  const zone = PRIVATE_LINKS.kubernetes.zone.replace("{region}", region);
  return [{ fqdn: `${name}.${region}.azmk8s.io`, record: name, zone }];
}

/** Microsoft Learn, private-link/private-endpoint-dns (2026-07): sub-resources and zones. */
const targets: Readonly<Record<string, Groups>> = {
  [PRIVATE_LINKS.sql.armType]: { sqlServer: below("database.windows.net") },
  [PRIVATE_LINKS.blob.armType]: Object.fromEntries(
    ["blob", "dfs", "file", "queue", "table"].map((service) => [service, below(`${service}.core.windows.net`)]),
  ),
  // Clients ask for vault.azure.net, which leads on to vaultcore.azure.net.
  [PRIVATE_LINKS.keyVault.armType]: { vault: below("vault.azure.net", PRIVATE_LINKS.keyVault.zone) },
  [PRIVATE_LINKS.containerRegistry.armType]: { registry: registryHosts },
  [PRIVATE_LINKS.kubernetes.armType]: { management: clusterHosts },
};

/** What can be reached privately at resources of a type; nothing where the type has no private link here. */
export function privateLinkGroups(type: string): Groups | undefined {
  return Object.entries(targets).find(([key]) => key.toLowerCase() === type.toLowerCase())?.[1];
}
