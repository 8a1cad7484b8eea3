import * as network from "@pulumi/azure-native/network";
import * as pulumi from "@pulumi/pulumi";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { PublicAddress } from "../network/public-address";
import type { FirewallBasePolicy } from "./firewall-base-policy";
import { INSPECTION } from "./inspection";

export interface FirewallArgs extends ObservedArgs {
  /** The subnet with the reserved name AzureFirewallSubnet, in a network of the same resource group. */
  readonly subnetId: pulumi.Input<string>;
  /** All zones of the region, one where the site is pinned, none where the region has none. */
  readonly zones: readonly string[];
  /** How many outbound addresses; each adds 2,496 source ports an instance. */
  readonly publicAddresses: number;
  /** What the platform's firewalls have in common; absent where the firewall is one tenant's own. */
  readonly basePolicy?: FirewallBasePolicy;
  /** Code of the tenant that has the firewall to itself. */
  readonly tenant?: string;
}

/**
 * A firewall with intrusion prevention and a policy of its own: a site's, whose policy builds on the platform's base and takes
 * a rule group of each cell, or one tenant's.
 */
export class Firewall extends pulumi.ComponentResource {
  readonly resourceId: pulumi.Output<string>;
  readonly policyName: pulumi.Output<string>;
  /** The next hop of every route that leads through it. */
  readonly privateAddress: pulumi.Output<string>;

  constructor(name: string, args: FirewallArgs, opts?: pulumi.ComponentResourceOptions) {
    super("deltawerk:edge:Firewall", name, {}, opts);
    const { scope, resourceGroupName, location, tags, zones, basePolicy } = args;
    const own = { role: "fwl", ...(args.tenant !== undefined && { tenant: args.tenant }) } as const;
    const addresses = Array.from(
      { length: args.publicAddresses },
      (_, index) =>
        new PublicAddress(
          `${name}-address-${index + 1}`,
          { ...args, of: { ...own, label: String(index + 1) } },
          { parent: this },
        ),
    );
    const policy = new network.FirewallPolicy(
      `${name}-policy`,
      {
        firewallPolicyName: nameInScope(scope, "network:FirewallPolicy", own),
        resourceGroupName,
        location,
        ...(basePolicy && { basePolicy: { id: basePolicy.resourceId } }),
        ...INSPECTION,
        tags,
      },
      { parent: this, dependsOn: [...(basePolicy?.settled ?? [])] },
    );
    const firewall = new network.AzureFirewall(
      `${name}-firewall`,
      {
        azureFirewallName: nameInScope(scope, "network:AzureFirewall", own),
        resourceGroupName,
        location,
        sku: { name: "AZFW_VNet", tier: "Premium" },
        ...(zones.length > 0 && { zones: [...zones] }),
        firewallPolicy: { id: policy.id },
        ipConfigurations: addresses.map((address, index) => ({
          name: `address-${index + 1}`,
          publicIPAddress: { id: address.resourceId },
          // Azure takes the subnet with the first address only.
          ...(index === 0 && { subnet: { id: args.subnetId } }),
        })),
        tags,
      },
      { parent: this },
    );
    new DiagnosticSetting(
      `${name}-diagnostics`,
      { resourceId: firewall.id, resourceType: "Microsoft.Network/azureFirewalls", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.resourceId = firewall.id;
    this.policyName = policy.name;
    this.privateAddress = firewall.ipConfigurations.apply((configurations) => {
      const address = configurations?.find((configuration) => configuration.privateIPAddress)?.privateIPAddress;
      if (address === undefined)
        throw new Error("The firewall has no private address, so nothing can be routed to it.");
      return address;
    });
    this.registerOutputs({
      resourceId: this.resourceId,
      policyName: this.policyName,
      privateAddress: this.privateAddress,
    });
  }
}
