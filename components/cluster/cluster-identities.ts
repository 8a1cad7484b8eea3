import * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs } from "../component-args";
import { ManagedIdentity } from "../identity/managed-identity";
import { RoleAssignment, type RoleAssignmentArgs } from "../identity/role-assignment";

/** Something that a role is assigned on: a name known in a preview, and the id. */
export type Target = RoleAssignmentArgs["target"];

export interface ClusterIdentitiesArgs extends ComponentArgs {
  readonly tenant?: string;
  /** The network of the nodes and of the internal load balancer. */
  readonly network: Target;
  /** The route tables of the node subnets, which lead to the firewall. */
  readonly routeTables: readonly Target[];
  /** Private zone of the API server's name. */
  readonly privateDnsZone: Target;
  readonly registry: Target;
}

type Grant = Pick<RoleAssignmentArgs, "target" | "role" | "reason"> & { readonly name: string };

/**
 * Who the cluster is: one identity for its control plane and one for its nodes, each with no more than it needs.
 *
 * Source: Microsoft Learn, aks/use-managed-identity, aks/private-clusters and aks/egress-outboundtype (2026-08).
 */
export class ClusterIdentities extends pulumi.ComponentResource {
  readonly controlPlane: ManagedIdentity;
  readonly nodes: ManagedIdentity;
  /** The roles, for which the cluster has to wait: Azure checks them when it is made. */
  readonly roles: readonly RoleAssignment[];

  constructor(name: string, args: ClusterIdentitiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:cluster:ClusterIdentities", name, {}, opts);
    const label = args.tenant === undefined ? {} : { label: args.tenant };
    this.controlPlane = new ManagedIdentity(
      `${name}-control-plane`,
      { ...args, role: "kub", ...label },
      { parent: this },
    );
    this.nodes = new ManagedIdentity(`${name}-nodes`, { ...args, role: "nod", ...label }, { parent: this });
    const controlPlaneGrants: readonly Grant[] = [
      {
        name: "network",
        target: args.network,
        role: "Network Contributor",
        reason: "The cluster joins its nodes to their subnets and its load balancer to the web segment.",
      },
      ...args.routeTables.map((target) => ({
        name: target.name,
        target,
        role: "Network Contributor" as const,
        reason: "The cluster checks that its nodes' default route leads to the firewall.",
      })),
      {
        name: "private-dns",
        target: args.privateDnsZone,
        role: "Private DNS Zone Contributor",
        reason: "The cluster writes the name of its private API server.",
      },
      {
        name: "nodes-operator",
        target: { name: this.nodes.name, id: this.nodes.resourceId, subscription: args.network.subscription },
        role: "Managed Identity Operator",
        reason: "The control plane gives the nodes their identity.",
      },
    ];
    const nodeGrants: readonly Grant[] = [
      { name: "registry", target: args.registry, role: "AcrPull", reason: "The nodes pull the platform's images." },
    ];
    this.roles = [
      ...controlPlaneGrants.map((grant) => this.assign(name, args, this.controlPlane, grant)),
      ...nodeGrants.map((grant) => this.assign(name, args, this.nodes, grant)),
    ];
    this.registerOutputs({});
  }

  private assign(name: string, args: ClusterIdentitiesArgs, identity: ManagedIdentity, grant: Grant): RoleAssignment {
    const { name: what, ...given } = grant;
    return new RoleAssignment(
      `${name}-${what}`,
      { scope: args.scope, principal: { name: identity.name, id: identity.principalId }, ...given },
      { parent: this },
    );
  }
}
