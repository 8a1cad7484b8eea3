import * as keyvault from "@pulumi/azure-native/keyvault";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { PRIVATE_LINKS } from "../../azure/private-link";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { PrivateEndpoint } from "../network/private-endpoint";

export interface PlatformKeyVaultArgs extends ObservedArgs {
  /** Microsoft Entra tenant (directory) id. */
  readonly directory: string;
  /** Nobody can purge the vault before its time, and its name stays taken; off only where nothing in it matters. */
  readonly purgeProtection: boolean;
  readonly subnetId: Input<string>;
  readonly zoneId: Input<string>;
  /** Append-only archive in the region of the vault that gets the same logs. */
  readonly logArchiveId?: Input<string>;
}

/** Days in which a deleted vault or secret can be brought back. 90 is the most, and is set when the vault is made. */
const SOFT_DELETE_DAYS = 90;

/**
 * Keys, secrets and certificates of a site: access by roles only, from the network only, nothing purged by anyone.
 *
 * Azure copies the contents to the pair of the region, and offers no way to stop it (Microsoft Learn,
 * reliability/reliability-key-vault, 2026). The name stays taken while a deleted vault can be brought back.
 *
 * It has no lock: Azure would refuse to take back the roles that cells have on it, and the vault can be brought back.
 */
export class PlatformKeyVault extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;
  /** `https://….vault.azure.net/` */
  readonly uri: Output<string>;

  constructor(name: string, args: PlatformKeyVaultArgs, options?: ComponentResourceOptions) {
    super("deltawerk:security:PlatformKeyVault", name, {}, options);
    const { scope, resourceGroupName, location, tags, workspaceId, logArchiveId } = args;
    const vault = new keyvault.Vault(
      `${name}-vault`,
      {
        vaultName: nameInScope(scope, "keyvault:Vault", { role: "key" }),
        resourceGroupName,
        location,
        tags,
        properties: {
          tenantId: args.directory,
          sku: { family: "A", name: "standard" },
          enableRbacAuthorization: true,
          enableSoftDelete: true,
          softDeleteRetentionInDays: SOFT_DELETE_DAYS,
          // Azure takes `true` or nothing: it can never be switched off again.
          ...(args.purgeProtection && { enablePurgeProtection: true }),
          publicNetworkAccess: "Disabled",
          networkAcls: { defaultAction: "Deny", bypass: "AzureServices" },
        },
      },
      { parent: this, protect: true },
    );
    this.resourceId = vault.id;
    this.name = vault.name;
    this.uri = vault.properties.vaultUri.apply((uri) => uri ?? "");
    new DiagnosticSetting(
      `${name}-logs`,
      {
        resourceId: vault.id,
        resourceType: "Microsoft.KeyVault/vaults",
        workspaceId,
        ...(logArchiveId !== undefined && { archiveAccountId: logArchiveId }),
      },
      { parent: this },
    );
    new PrivateEndpoint(
      `${name}-endpoint`,
      {
        scope,
        resourceGroupName,
        location,
        tags,
        leadsTo: { role: "key" },
        subnetId: args.subnetId,
        targetId: vault.id,
        groupId: PRIVATE_LINKS.keyVault.groupId,
        zoneIds: [args.zoneId],
      },
      { parent: this },
    );
    this.registerOutputs({ resourceId: this.resourceId, name: this.name, uri: this.uri });
  }
}
