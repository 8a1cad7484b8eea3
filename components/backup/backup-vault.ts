import * as dataprotection from "@pulumi/azure-native/dataprotection";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output } from "@pulumi/pulumi";
import { formatName } from "../../azure/names/resource-name";
import type { ObservedArgs } from "../component-args";
import { DiagnosticSetting } from "../monitoring/diagnostic-setting";
import { nameInScope } from "../name-in-scope";
import { clusterPolicy, documentsPolicy, type Retention } from "./backup-policies";

export interface BackupVaultArgs extends ObservedArgs {
  /** Cannot change once the vault is there; GeoRedundant goes to the region's pair. */
  readonly redundancy: "LocallyRedundant" | "ZoneRedundant" | "GeoRedundant";
  /**
   * 14-180 days in which a deleted backup can be brought back, and for which the vault cannot go
   * (backup/backup-azure-enhanced-soft-delete-about, 2022); 0: it is gone at once, only for what is made to be thrown away.
   */
  readonly softDeleteDays: number;
  /** `Locked` can never be taken back: a vault in it lives until its last backup has run out. */
  readonly immutability: "Disabled" | "Unlocked" | "Locked";
  /** What it protects, each with how long its backups stay. */
  readonly policies: Readonly<Partial<Record<"documents" | "cluster", Retention>>>;
  /** Guard in another subscription, without whose consent protection cannot be weakened. */
  readonly resourceGuardId?: Input<string>;
}

/**
 * A vault of Azure Backup with a policy for each kind of thing that it protects. Backups cannot be deleted before they
 * run out, not even by the one who made them.
 *
 * It has no lock: Azure would apply that to the backups in it, which come and go with what they protect, and refuses to
 * delete a vault with backups by itself (Microsoft Learn, backup/create-manage-backup-vault, 2024).
 */
export class BackupVault extends ComponentResource {
  readonly resourceId: Output<string>;
  readonly name: Output<string>;
  readonly principalId: Output<string>;
  /** Ids of the policies by what they protect. */
  readonly policyIds: Readonly<Partial<Record<"documents" | "cluster", Output<string>>>>;

  constructor(name: string, args: BackupVaultArgs, options?: ComponentResourceOptions) {
    super("deltawerk:backup:BackupVault", name, {}, options);
    const { resourceGroupName, policies } = args;
    const vault = this.addVault(name, args);
    this.resourceId = vault.id;
    this.name = vault.name;
    this.principalId = vault.identity.apply((identity) => identity?.principalId ?? "");
    const child = { resourceGroupName, vaultName: vault.name };
    const addPolicy = (role: "doc" | "kub", properties: dataprotection.BackupPolicyArgs["properties"]) =>
      new dataprotection.BackupPolicy(
        `${name}-${role === "doc" ? "documents" : "cluster"}`,
        {
          ...child,
          backupPolicyName: formatName("dataprotection:BackupPolicy", { role }),
          ...(properties && { properties }),
        },
        { parent: this },
      );
    const documents = policies.documents && addPolicy("doc", documentsPolicy(policies.documents));
    const cluster = policies.cluster && addPolicy("kub", clusterPolicy(policies.cluster));
    this.policyIds = { ...(documents && { documents: documents.id }), ...(cluster && { cluster: cluster.id }) };
    if (args.resourceGuardId !== undefined) {
      new dataprotection.DppResourceGuardProxy(
        `${name}-guard`,
        {
          ...child,
          // The only name that Azure accepts (Microsoft Learn, backup/multi-user-authorization, 2024).
          resourceGuardProxyName: "DppResourceGuardProxy",
          properties: { resourceGuardResourceId: args.resourceGuardId },
        },
        { parent: this },
      );
    }
    new DiagnosticSetting(
      `${name}-logs`,
      { resourceId: vault.id, resourceType: "Microsoft.DataProtection/backupVaults", workspaceId: args.workspaceId },
      { parent: this },
    );
    this.registerOutputs({
      resourceId: this.resourceId,
      name: this.name,
      principalId: this.principalId,
      policyIds: this.policyIds,
    });
  }

  private addVault(name: string, args: BackupVaultArgs): dataprotection.BackupVault {
    const { resourceGroupName, location, tags, redundancy, softDeleteDays, immutability } = args;
    return new dataprotection.BackupVault(
      `${name}-vault`,
      {
        vaultName: nameInScope(args.scope, "dataprotection:BackupVault", { role: "bak" }),
        resourceGroupName,
        location,
        tags,
        identity: { type: "SystemAssigned" },
        properties: {
          storageSettings: [{ datastoreType: "VaultStore", type: redundancy }],
          securitySettings: {
            immutabilitySettings: { state: immutability },
            softDeleteSettings:
              softDeleteDays === 0
                ? { state: "Off" }
                : {
                    state: immutability === "Locked" ? "AlwaysOn" : "On",
                    retentionDurationInDays: softDeleteDays,
                  },
          },
          // Without it the copies at the pair are out of reach until Microsoft itself gives the region up.
          ...(redundancy === "GeoRedundant" && {
            featureSettings: { crossRegionRestoreSettings: { state: "Enabled" } },
          }),
          monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" } },
        },
      },
      { parent: this, protect: true },
    );
  }
}
