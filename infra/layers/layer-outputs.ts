import type { Input } from "@pulumi/pulumi";

/** A value of which every part may still be an output. */
export type Deferred<T> = T extends string | number | boolean | undefined
  ? Input<Exclude<T, undefined>> | Extract<T, undefined>
  : { readonly [Key in keyof T]: Deferred<T[Key]> };

/**
 * What a layer hands to the layers above it, as the stack output `layer`: ids, names and addresses, nothing that can
 * be decided again from the agreement. `version` changes when a reader of the old shape would be misled.
 */
export const layerOutputsVersion = 3;

/** An identity that a job of the workload layer takes on, by federation with its service account. */
export interface JobIdentityOutputs {
  readonly id: string;
  readonly name: string;
  readonly clientId: string;
  readonly principalId: string;
  readonly resourceGroup: string;
}

export interface GuardOutputs {
  readonly version: typeof layerOutputsVersion;
  /** Resource guards by the site code of the Backup vault that each one guards. */
  readonly resourceGuards: Readonly<Record<string, string>>;
  /** Storage accounts of the locked copies, by the copy's key and site code: `nightly/noe`. */
  readonly copyAccounts: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  /** Storage accounts of the append-only log archive, by site code. */
  readonly logArchives: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
  /** Who adds copies, by the copy's key: `nightly`. Each writes to the accounts of its own copy and reads nothing. */
  readonly copyWriters: Readonly<Record<string, JobIdentityOutputs>>;
  /** Who reads copies to verify and restore them; absent where there are none. */
  readonly copyReader?: JobIdentityOutputs;
  /** Who lists the names of copies to say whether they are there; absent where there are none. */
  readonly copyWatcher?: JobIdentityOutputs;
  /** Who reads copies to restore them and adds records of restores; absent where there are none. */
  readonly copyRestorer?: JobIdentityOutputs;
}

export interface PlatformSiteOutputs {
  readonly resourceGroup: string;
  readonly hubNetworkId: string;
  readonly hubNetworkName: string;
  readonly firewallPolicyName: string;
  readonly firewallAddress: string;
  readonly keyVaultId: string;
  readonly keyVaultUri: string;
  /** Ids of the site's private DNS zones by zone name, and the resource group that holds them. */
  readonly privateDnsZones: Readonly<Record<string, string>>;
  readonly privateDnsResourceGroup: string;
  /** Server on which backups are restored to be checked. */
  readonly checkServer: { readonly id: string; readonly host: string };
}

/** Where flow logs go: the ids of a storage account and of the identity by which they are written. */
export interface FlowLogStoreOutputs {
  readonly id: string;
  readonly writerId: string;
}

/** A Backup vault, as what it protects needs to see it. */
export interface BackupVaultOutputs {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly principalId: string;
  /** Ids of the policies by what they are for. */
  readonly policies: Readonly<Partial<Record<"documents" | "cluster", string>>>;
}

export interface PlatformOutputs {
  readonly version: typeof layerOutputsVersion;
  readonly sites: Readonly<Record<string, PlatformSiteOutputs>>;
  /** Log workspaces by site code; a site without one of its own has that of another site. */
  readonly workspaces: Readonly<Record<string, string>>;
  /** GUIDs by which the workspaces are asked, by site code. */
  readonly workspaceKeys: Readonly<Record<string, string>>;
  /** Storage accounts for flow logs with the identity that may write there, by site code of the networks' sites. */
  readonly flowLogStores: Readonly<Record<string, FlowLogStoreOutputs>>;
  /** Append-only archives of the guard layer by site code, passed on for the audit trails of the cells. */
  readonly logArchives: Readonly<Record<string, string>>;
  /** Backup vaults by site code. */
  readonly backupVaults: Readonly<Record<string, BackupVaultOutputs>>;
  /** Plan of DDoS protection; absent where that is not agreed. */
  readonly ddosPlanId?: string;
  readonly registry: { readonly id: string; readonly loginServer: string };
  /** Action groups by the key of their alert route. */
  readonly actionGroups: Readonly<Record<string, string>>;
}

export interface TenantOutputs {
  readonly name: string;
  readonly url: string;
  /** Host name to connect to; it follows the primary. */
  readonly server: string;
  readonly database: string;
  readonly databaseId: string;
  readonly generation: string;
  /**
   * Addresses of the tenant's own endpoints by site code, where tenants share the server and so its name has no single
   * address in the private zones: the workload maps the name to the one at its site. Each leads to the server at the
   * same site, so at a site that is not active it answers once the databases have failed over.
   */
  readonly addresses: Readonly<Record<string, string>>;
  /** Who the tenant's application is. */
  readonly identity: ProgramOutputs;
  /**
   * Who the tenant's database servers are to a key of its own, by site code; people give each the role *Managed HSM Crypto
   * Service Encryption User* on that key. Absent where the tenant bought none.
   */
  readonly keyUsers?: Readonly<Record<string, { readonly name: string; readonly principalId: string }>>;
}

/** An identity as the workload and the databases need it. */
export interface ProgramOutputs {
  readonly name: string;
  readonly clientId: string;
}

/** An account of documents, by the site that it stands at. */
export interface DocumentOutputs {
  readonly host: string;
  /** Addresses of the account by the key of the cluster beside it, in tenants' own networks; elsewhere its name is found. */
  readonly addresses: Readonly<Record<string, string>>;
  /** The account in a Backup vault; absent where none protects it. */
  readonly backupInstanceId?: string;
}

export interface CellOutputs {
  readonly version: typeof layerOutputsVersion;
  readonly activeSite: string;
  readonly tenants: Readonly<Record<string, TenantOutputs>>;
  /**
   * Generations of those who were moved away or have left (`ekeb-01`), and when each was made (ISO 8601): nothing of this
   * cell leads to them. Absent where there are none.
   */
  readonly kept?: Readonly<Record<string, string>>;
  /** Clusters by site code, and tenant code where a tenant has its own (`weu`, `weu/t001`). */
  readonly clusters: Readonly<
    Record<string, { readonly id: string; readonly name: string; readonly resourceGroup: string; readonly uid: string }>
  >;
  /** Accounts of documents by site code. */
  readonly documents: Readonly<Record<string, DocumentOutputs>>;
  /**
   * The job that makes the users of the databases; it has to be a member of the databases' administrators. Absent where
   * the data of tenants who left is all that remains of the cell.
   */
  readonly principals?: ProgramOutputs;
  /** Who the jobs are that have an identity in the cell, by their service account. */
  readonly jobs: Readonly<Record<string, ProgramOutputs>>;
}

export interface WorkloadOutputs {
  readonly version: typeof layerOutputsVersion;
  readonly tenants: Readonly<
    Record<string, { readonly url: string; readonly namespace: string; readonly clusters: readonly string[] }>
  >;
}
