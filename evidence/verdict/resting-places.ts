import { findRegion } from "../../azure/regions";
import type { RegisteredResource } from "../../policies/resources/registered-resource";

/** A region in which something of a kind rests. */
export interface RestingPlace {
  /** `databases`, `documents and files`, … */
  readonly kind: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2; `?` where the region is not in the list of regions. */
  readonly country: string;
  /** Whether Azure copies it there by itself, from the region's pair. */
  readonly copied: boolean;
  /** How many resources. */
  readonly count: number;
}

type Inputs = RegisteredResource["inputs"];

/** Types in which content rests, and when Azure keeps a copy in the region's pair too. */
const KINDS: Readonly<Record<string, { readonly kind: string; readonly pairs: (inputs: Inputs) => boolean }>> = {
  "sql:Database": {
    kind: "databases",
    pairs: ({ requestedBackupStorageRedundancy: kept }) => /^Geo/.test(textOf(kept)),
  },
  "storage:StorageAccount": { kind: "files and documents", pairs: ({ sku }) => /_(RA)?GZ?RS$/.test(nameOf(sku)) },
  "keyvault:Vault": { kind: "keys and secrets", pairs: () => true },
  "operationalinsights:Workspace": { kind: "logs", pairs: () => false },
  "containerregistry:Registry": { kind: "images", pairs: () => false },
  "containerregistry:Replication": { kind: "images", pairs: () => false },
  "dataprotection:BackupVault": { kind: "backups", pairs: ({ properties }) => isGeoRedundant(properties) },
  "containerservice:ManagedCluster": { kind: "disks of clusters", pairs: () => false },
  "monitor:ActionGroup": { kind: "alert data", pairs: () => false },
};

/**
 * Where content of the deployment rests, by kind and region. Key Vault copies to the pair of its region wherever there is
 * one (Microsoft Learn, key-vault/general/disaster-recovery-guidance); the others where their redundancy says so.
 */
export function restingPlaces(resources: readonly RegisteredResource[]): readonly RestingPlace[] {
  const found = new Map<string, RestingPlace>();
  const add = (kind: string, region: string, copied: boolean): void => {
    const key = `${kind}\n${region}\n${copied ? 1 : 0}`;
    const country = findRegion(region)?.country ?? "?";
    found.set(key, { kind, region, country, copied, count: (found.get(key)?.count ?? 0) + 1 });
  };
  for (const { type, inputs } of resources) {
    const known = KINDS[type];
    const region = textOf(inputs["location"]);
    if (known === undefined || region === "") continue;
    add(known.kind, region, false);
    const pair = known.pairs(inputs) ? findRegion(region)?.pair : undefined;
    if (pair !== undefined) add(known.kind, pair, true);
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function nameOf(sku: unknown): string {
  return typeof sku === "object" && sku !== null && "name" in sku ? textOf(sku.name) : "";
}

function isGeoRedundant(properties: unknown): boolean {
  return JSON.stringify(properties ?? {}).includes('"GeoRedundant"');
}
