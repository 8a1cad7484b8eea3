import * as resources from "@pulumi/azure-native/resources";
import { all, type Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import { ProtectedCluster } from "../../components/backup/protected-cluster";
import type { AksCluster } from "../../components/cluster/aks-cluster";
import { ClusterBackup } from "../../components/cluster/cluster-backup";
import { nameInScope } from "../../components/name-in-scope";
import type { ClusterPlan } from "../plan/cluster-plan";
import type { Plan } from "../plan/plan";
import type { CellClustersArgs } from "./cell-cluster";
import { workspaceAt, type CellSite } from "./cell-network";
import { made, siteOf } from "./plan-lookup";
import { privateZoneAt } from "./platform-outputs";
import { regionalRedundancy } from "./site-redundancy";

interface BuiltCluster {
  readonly cluster: ClusterPlan;
  readonly network: CellSite;
  readonly aks: AksCluster;
  readonly clusterGroup: Output<string>;
}

/** The vault of a site, with the policy for clusters. */
function vaultAt({ platform }: CellClustersArgs, site: string) {
  const vault = platform.backupVaults.apply((vaults) => made(vaults, site, "Backup vault at site"));
  return {
    id: vault.id,
    name: vault.name,
    resourceGroupName: vault.resourceGroup,
    principalId: vault.principalId,
    policyId: vault.policies.apply((policies) => made(policies, "cluster", "backup policy for the")),
  };
}

/** Puts a cluster under the protection of the vault at its site, where the plan has one that protects clusters. */
export function backUpCluster(plan: Plan, args: CellClustersArgs, built: BuiltCluster): void {
  const { cluster, network, aks, clusterGroup } = built;
  const { site } = cluster;
  if (!plan.backup.vaults.some((vault) => vault.site === site && vault.protects.includes("cluster"))) return;
  const { subscriptions, directory } = plan.target;
  const scope = { ...args.scope, site };
  const tenant = cluster.tenant !== undefined && { tenant: cluster.tenant };
  const place = cluster.tenant === undefined ? site : `${site}-${cluster.tenant}`;
  const { location } = network;
  const groupName = nameInScope(scope, "resources:ResourceGroup", { role: "kub", label: "backup", ...tenant });
  const group = new resources.ResourceGroup(`cluster-backup-${place}`, {
    resourceGroupName: groupName,
    location,
    tags: args.tags,
  });
  const vault = vaultAt(args, site);
  const { ready, staging } = new ClusterBackup(`cluster-backup-${place}`, {
    scope,
    ...tenant,
    subscriptionId: subscriptions.cells,
    resourceGroup: groupName,
    resourceGroupName: group.name,
    location,
    tags: args.tags,
    workspaceId: workspaceAt(args.platform, site),
    directory,
    cluster: { name: aks.name, resourceGroupName: clusterGroup },
    vaultId: vault.id,
    redundancy: regionalRedundancy(siteOf(plan, site)),
    subnetId: made(network.subnets, "documents", "segment"),
    zoneId: privateZoneAt(args.platform, site, PRIVATE_LINKS.blob.zone),
    after: [aks.settled],
  });
  new ProtectedCluster(
    `protected-cluster-${place}`,
    {
      scope,
      subscription: subscriptions.cells,
      location,
      vault,
      cluster: {
        // Known once the vault may work in the cluster: Azure checks that when the backup is set up.
        resourceId: all([aks.resourceId, all(ready.map((resource) => resource.urn))]).apply(([id]) => id),
        name: aks.name,
        principalId: aks.principalId,
        ...tenant,
      },
      snapshotGroup: { name: groupName, id: group.id },
      staging,
    },
    // The backup itself lives with the vault.
    { ...(args.platformProvider && { provider: args.platformProvider }) },
  );
}
