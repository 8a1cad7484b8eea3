import * as containerregistry from "@pulumi/azure-native/containerregistry";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { ObservedArgs, Scope } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { PrivateEndpoint } from "../network/private-endpoint";

/** A network from which images are pulled. */
export interface RegistryAccess {
  readonly scope: Scope;
  readonly resourceGroupName: Input<string>;
  readonly location: string;
  readonly subnetId: Input<string>;
  /** Zone of the network's own that gets the registry's names: a name has one address in a zone. */
  readonly zoneId: Input<string>;
}

export interface RegistryArgs extends ObservedArgs {
  readonly zoneRedundant: boolean;
  /** Other regions that get every image, with whether they have zones. */
  readonly replicas: readonly { readonly location: string; readonly zoneRedundant: boolean }[];
  /** By site code. */
  readonly access: Readonly<Record<string, RegistryAccess>>;
}

const redundancy = (zones: boolean) => (zones ? "Enabled" : "Disabled");

/**
 * The images of a platform: no administrator's password, no anonymous reader, no public network, and no export to
 * another registry. Premium is the tier that has private endpoints, zones and replicas.
 *
 * @see Microsoft Learn, container-registry/container-registry-skus and data-loss-prevention (2024).
 */
export class Registry extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly loginServer: Output<string>;

  constructor(name: string, args: RegistryArgs, options?: ComponentResourceOptions) {
    super("deltawerk:security:Registry", name, {}, options);
    const { resourceGroupName, location, tags, workspaceId } = args;
    const registry = new containerregistry.Registry(
      `${name}-registry`,
      {
        registryName: nameInScope(args.scope, "containerregistry:Registry", { role: "reg" }),
        resourceGroupName,
        location,
        tags,
        sku: { name: "Premium" },
        adminUserEnabled: false,
        anonymousPullEnabled: false,
        dataEndpointEnabled: true,
        publicNetworkAccess: "Disabled",
        networkRuleBypassOptions: "AzureServices",
        zoneRedundancy: redundancy(args.zoneRedundant),
        policies: { exportPolicy: { status: "disabled" }, retentionPolicy: { status: "enabled", days: 30 } },
      },
      { parent: this },
    );
    this.resourceId = registry.id;
    this.loginServer = registry.loginServer;
    const replicas = args.replicas.map(
      (replica) =>
        new containerregistry.Replication(
          `${name}-${replica.location}`,
          {
            replicationName: replica.location,
            registryName: registry.name,
            resourceGroupName,
            location: replica.location,
            zoneRedundancy: redundancy(replica.zoneRedundant),
            tags,
          },
          { parent: this },
        ),
    );
    for (const [site, { zoneId, ...access }] of Object.entries(args.access)) {
      new PrivateEndpoint(
        `${name}-${site}-endpoint`,
        {
          ...access,
          tags,
          leadsTo: { role: "reg" },
          targetId: registry.id,
          groupId: PRIVATE_LINKS.containerRegistry.groupId,
          zoneIds: [zoneId],
        },
        // An endpoint takes an address for each replica that is there when it is made.
        { parent: this, dependsOn: replicas },
      );
    }
    new DiagnosticSetting(
      `${name}-logs`,
      { resourceId: registry.id, resourceType: "Microsoft.ContainerRegistry/registries", workspaceId },
      { parent: this },
    );
    this.registerOutputs({ resourceId: this.resourceId, loginServer: this.loginServer });
  }
}
