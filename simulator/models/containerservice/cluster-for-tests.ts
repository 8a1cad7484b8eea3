import { ROLE_DEFINITIONS, type BuiltInRole } from "../../../azure/role-definitions";
import type { ArmBody, ArmObject } from "../../arm/resource";
import type { CloudForTests } from "../cloud-for-tests";
import { guidOf, principalOf } from "../computed-value";

const location = "westeurope";

/** What a private cluster needs around it, and the ids of all of that. */
export class ClusterForTests {
  readonly id: string;
  readonly network: string;
  readonly subnet: string;
  readonly routeTable: string;
  readonly zone: string;
  readonly otherZone: string;
  readonly controlPlane: string;
  readonly nodes: string;

  constructor(private readonly cloud: CloudForTests) {
    this.id = cloud.id("Microsoft.ContainerService/managedClusters/kub");
    this.network = cloud.id("Microsoft.Network/virtualNetworks/cell");
    this.subnet = `${this.network}/subnets/nodes`;
    this.routeTable = cloud.id("Microsoft.Network/routeTables/nodes");
    this.zone = cloud.id("Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io");
    this.otherZone = cloud.id("Microsoft.Network/privateDnsZones/privatelink.northeurope.azmk8s.io");
    this.controlPlane = cloud.id("Microsoft.ManagedIdentity/userAssignedIdentities/control-plane");
    this.nodes = cloud.id("Microsoft.ManagedIdentity/userAssignedIdentities/nodes");
  }

  /** Makes everything but the cluster, with the roles that the control plane needs. */
  async prepare(without: readonly BuiltInRole[] = []): Promise<void> {
    await this.cloud.put(this.routeTable, { location, properties: { routes: [firewallRoute] } });
    await this.cloud.put(this.network, {
      location,
      properties: { addressSpace: { addressPrefixes: ["10.20.0.0/16"] } },
    });
    await this.cloud.put(this.subnet, {
      properties: { addressPrefix: "10.20.0.0/26", routeTable: { id: this.routeTable } },
    });
    for (const zone of [this.zone, this.otherZone]) await this.cloud.put(zone, { location: "global" });
    for (const identity of [this.controlPlane, this.nodes]) await this.cloud.put(identity, { location });
    const grants: readonly (readonly [BuiltInRole, string])[] = [
      ["Network Contributor", this.network],
      ["Private DNS Zone Contributor", this.zone],
      ["Private DNS Zone Contributor", this.otherZone],
      ["Managed Identity Operator", this.nodes],
    ];
    for (const [role, scope] of grants) {
      if (!without.includes(role)) await this.assign(principalOf(this.controlPlane), role, scope);
    }
  }

  async assign(principalId: string, role: BuiltInRole, scope: string): Promise<void> {
    const roleDefinitionId = `${this.cloud.group().replace(/\/resourceGroups.*/, "")}/providers/Microsoft.Authorization/roleDefinitions/${ROLE_DEFINITIONS[role]}`;
    const name = guidOf(scope, `${principalId} ${role}`);
    await this.cloud.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      properties: { principalId, roleDefinitionId, principalType: "ServicePrincipal" },
    });
  }

  /** A system pool in the nodes' subnet. */
  pool(changes: ArmObject = {}): ArmObject {
    return {
      name: "system",
      mode: "System",
      vmSize: "Standard_D4ds_v5",
      count: 3,
      vnetSubnetID: this.subnet,
      ...changes,
    };
  }

  /** The body of a private cluster whose way out is a firewall; `changes` replace whole properties. */
  body(changes: ArmObject = {}, envelope: ArmObject = {}): ArmBody {
    return {
      location,
      sku: { name: "Base", tier: "Standard" },
      identity: { type: "UserAssigned", userAssignedIdentities: { [this.controlPlane]: {} } },
      properties: {
        dnsPrefix: "kub",
        kubernetesVersion: "1.36",
        agentPoolProfiles: [this.pool()],
        networkProfile: this.networkProfile(),
        apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: this.zone },
        ...changes,
      },
      ...envelope,
    };
  }

  networkProfile(changes: ArmObject = {}): ArmObject {
    return {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataplane: "cilium",
      networkPolicy: "cilium",
      outboundType: "userDefinedRouting",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.30.0.0/16",
      dnsServiceIP: "10.30.0.10",
      ...changes,
    };
  }
}

/** The way out by a firewall. */
const firewallRoute: ArmObject = {
  name: "default",
  properties: { addressPrefix: "0.0.0.0/0", nextHopType: "VirtualAppliance", nextHopIpAddress: "10.0.1.4" },
};
