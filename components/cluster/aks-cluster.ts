import * as containerservice from "@pulumi/azure-native/containerservice";
import * as pulumi from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { ClusterIdentities, type Target } from "./cluster-identities";
import { securedBy } from "./cluster-security";
import { addMaintenanceWindows, type MaintenanceWindows } from "./maintenance-windows";
import { nodePoolArgs, type NodePool } from "./node-pool";

export interface AksClusterArgs extends ObservedArgs {
  /** Set where the cluster is one tenant's own. */
  readonly tenant?: string;
  /** `1.35`: without a patch level, which the upgrades keep. */
  readonly kubernetesVersion: string;
  /** Revision of the Istio add-on, which carries out what the Gateway API says: `asm-1-30`. */
  readonly meshRevision: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  /** The first system pool is part of the cluster itself. */
  readonly pools: readonly NodePool[];
  /** Whether Azure has that first pool as it is declared here, see `isAsDeclared`. */
  readonly firstPoolAsDeclared: boolean;
  readonly network: Target;
  /** Route tables of the node subnets; their default route leads to the firewall. */
  readonly routeTables: readonly Target[];
  readonly privateDnsZone: Target;
  readonly registry: Target;
  readonly maintenance: MaintenanceWindows;
  /** Append-only archive in the region that gets the same logs: who signed in to the cluster and what they did there. */
  readonly logArchiveId?: pulumi.Input<string>;
  /** Microsoft Entra tenant (directory) whose people and identities may sign in. */
  readonly directory: string;
  /** What must be there before nodes can reach what they need. */
  readonly egress: readonly pulumi.Resource[];
}

/** A private cluster whose way out is the site's firewall. */
export class AksCluster extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  readonly name: string;
  /** Identity of the control plane, which joins nodes and makes snapshots. */
  readonly principalId: pulumi.Output<string>;
  /** Issuer of the tokens with which workloads prove who they are. */
  readonly issuerUrl: pulumi.Output<string>;
  /** Another one where a cluster is made again under the same id. */
  readonly uid: pulumi.Output<string>;
  /** Last write to the cluster; the next one waits for it. */
  readonly settled: pulumi.Resource;

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:cluster:AksCluster", name, {}, opts);
    const tenant = args.tenant !== undefined && { tenant: args.tenant };
    this.name = nameInScope(args.scope, "containerservice:ManagedCluster", { role: "kub", ...tenant });
    const [first, ...others] = [
      ...args.pools.filter(({ mode }) => mode === "System"),
      ...args.pools.filter(({ mode }) => mode === "User"),
    ];
    if (first?.mode !== "System")
      throw new Error(`Cluster ${this.name} has no system pool, without which AKS makes none.`);
    const identities = new ClusterIdentities(`${name}-identities`, args, { parent: this });
    const cluster = this.addCluster(name, args, identities, first);
    this.settled = this.addPools(name, args, cluster, others);
    addMaintenanceWindows(
      name,
      { clusterName: cluster.name, resourceGroupName: args.resourceGroupName, windows: args.maintenance },
      this,
      this.settled,
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      {
        resourceId: cluster.id,
        resourceType: "Microsoft.ContainerService/managedClusters",
        workspaceId: args.workspaceId,
        ...(args.logArchiveId !== undefined && { archiveAccountId: args.logArchiveId }),
      },
      { parent: this },
    );
    this.resourceId = cluster.id;
    this.uid = cluster.resourceUID;
    this.principalId = identities.controlPlane.principalId;
    this.issuerUrl = cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? "");
    this.registerOutputs({
      resourceId: this.resourceId,
      name: this.name,
      principalId: this.principalId,
      issuerUrl: this.issuerUrl,
    });
  }

  private addCluster(
    name: string,
    args: AksClusterArgs,
    { controlPlane, nodes, roles }: ClusterIdentities,
    systemPool: NodePool,
  ): containerservice.ManagedCluster {
    const tenant = args.tenant !== undefined && { tenant: args.tenant };
    return new containerservice.ManagedCluster(
      `${name}-cluster`,
      {
        resourceName: this.name,
        resourceGroupName: args.resourceGroupName,
        location: args.location,
        // Standard has the uptime agreement for the API server; Free has none.
        sku: { name: "Base", tier: "Standard" },
        kubernetesVersion: args.kubernetesVersion,
        supportPlan: "KubernetesOfficial",
        dnsPrefix: this.name,
        nodeResourceGroup: nameInScope(args.scope, "resources:ResourceGroup", { role: "nod", ...tenant }),
        identity: { type: "UserAssigned", userAssignedIdentities: [controlPlane.resourceId] },
        identityProfile: {
          kubeletidentity: { resourceId: nodes.resourceId, clientId: nodes.clientId, objectId: nodes.principalId },
        },
        agentPoolProfiles: [{ name: systemPool.name, ...nodePoolArgs(systemPool, args.kubernetesVersion, args.tags) }],
        networkProfile: {
          networkPlugin: "azure",
          networkPluginMode: "overlay",
          networkDataplane: "cilium",
          networkPolicy: "cilium",
          outboundType: "userDefinedRouting",
          loadBalancerSku: "standard",
          podCidr: args.podCidr,
          serviceCidr: args.serviceCidr,
          dnsServiceIP: args.dnsServiceIp,
        },
        // Only for the ingress: no namespace asks for sidecars. Its gateways come from Gateway objects.
        serviceMeshProfile: { mode: "Istio", istio: { revisions: [args.meshRevision] } },
        ...securedBy(args),
        tags: args.tags,
      },
      {
        parent: this,
        dependsOn: [...roles, ...args.egress],
        // The autoscaler moves the number of nodes between its bounds, and Azure lists other pools with the first one.
        ignoreChanges: [args.firstPoolAsDeclared ? "agentPoolProfiles" : "agentPoolProfiles[0].count"],
      },
    );
  }

  /** One pool after the other: a cluster takes one operation at a time. */
  private addPools(
    name: string,
    args: AksClusterArgs,
    cluster: containerservice.ManagedCluster,
    pools: readonly NodePool[],
  ): pulumi.Resource {
    let previous: pulumi.Resource = cluster;
    for (const pool of pools) {
      previous = new containerservice.AgentPool(
        `${name}-${pool.name}`,
        {
          agentPoolName: pool.name,
          resourceName: cluster.name,
          resourceGroupName: args.resourceGroupName,
          ...nodePoolArgs(pool, args.kubernetesVersion, args.tags),
        },
        { parent: this, dependsOn: previous, ignoreChanges: ["count"] },
      );
    }
    return previous;
  }
}
