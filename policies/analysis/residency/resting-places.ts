import type { Agreement } from "../../../agreement/agreement";
import { findRegion, keyVaultReplicaOf, type Region } from "../../../azure/regions";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { accountRole, HOLDS } from "../../rules/residency/account-role";
import { placesOf, placesOfCopies, storageLeaves, type Places } from "../../rules/residency/places";
import { vaultContents } from "./vault-contents";

/** One place in which bytes of one kind rest because of one resource. */
export interface RestingPlace {
  readonly resource: RegisteredResource;
  /** What rests there: `databases`, `database backups`, `copies`, `keys`, … */
  readonly what: string;
  /** Why it is there: the resource stands there, or Azure copies it there. */
  readonly because: string;
  /** Nothing where the region is not known before the update, or is none that is known. */
  readonly region?: Region;
  /** The region as it was given, or that it is not known yet. */
  readonly place: string;
  readonly allowed: Places;
  readonly verdict: "inside" | "outside" | "undetermined";
}

type Row = Pick<RestingPlace, "what" | "because" | "allowed"> & { readonly region: Region | string };

/**
 * Every place in which bytes of a platform rest because of a registered resource, replicas, pairs, backups, logs and alert
 * data included, each held against what the agreement allows for that kind of data. The order is that of the resources.
 *
 * What no resource shows is not in it: where the state of the deployment itself is kept.
 */
export function restingPlaces(set: ResourceSet, agreement: Agreement): readonly RestingPlace[] {
  return set.resources.flatMap((resource) =>
    (KEEPERS[resource.type]?.(resource, { set, agreement }) ?? []).map((row) => place(resource, row)),
  );
}

/** Whether resources of a type keep bytes of their own. */
export function keepsBytes(type: string): boolean {
  return Object.hasOwn(KEEPERS, type);
}

function place(resource: RegisteredResource, { region, ...row }: Row): RestingPlace {
  if (typeof region === "string") {
    const isOpen = region === "unknown";
    return {
      ...row,
      resource,
      place: isOpen ? "not known before the update" : region,
      verdict: isOpen ? "undetermined" : "outside",
    };
  }
  const isInside = row.allowed.countries.includes(region.country);
  return {
    ...row,
    resource,
    region,
    place: `${region.name} (${region.country})`,
    verdict: isInside ? "inside" : "outside",
  };
}

interface Context {
  readonly set: ResourceSet;
  readonly agreement: Agreement;
}

type Keeper = (resource: RegisteredResource, context: Context) => readonly Row[];

/** Where a resource stands. */
function standing(resource: RegisteredResource, path = "location"): Row["region"] {
  const reading = read(resource, path);
  if (reading.kind === "unknown") return "unknown";
  const given = reading.kind === "absent" ? "" : String(reading.value);
  return findRegion(given) ?? (given === "" ? "a place that Azure chooses" : given);
}

const stands =
  (what: string, places: (agreement: Agreement) => Places): Keeper =>
  (resource, { agreement }) => [
    { what, because: "it stands there", region: standing(resource), allowed: places(agreement) },
  ];

const allowing =
  (kind: "databases" | "backups" | "documents" | "keys" | "logs") =>
  (agreement: Agreement): Places =>
    placesOf(agreement, agreement.residency[kind]);

/** What is copied to the pair of the region, where a value says so. */
function paired(
  resource: RegisteredResource,
  { what, path, leaves, allowed }: { what: string; path: string; leaves: (value: string) => boolean; allowed: Places },
): readonly Row[] {
  const reading = read(resource, path);
  if (reading.kind === "unknown") return [{ what, because: `${path} is not known`, region: "unknown", allowed }];
  const value = textOf(resource, path) ?? "";
  if (!leaves(value)) return [];
  const region = standing(resource);
  if (typeof region === "string") return [{ what, because: `${path} is ${value}`, region: "unknown", allowed }];
  const pair = region.pair === undefined ? undefined : findRegion(region.pair);
  return [{ what, because: `${path} is ${value}`, region: pair ?? "a region that Azure chooses", allowed }];
}

const GEO = /^Geo/i;

const KEEPERS: Readonly<Record<string, Keeper>> = {
  "sql:Server": stands("databases", allowing("databases")),
  "sql:Database": (database, { agreement }) => [
    {
      what: "databases",
      because: "it stands there",
      region: standing(database),
      allowed: allowing("databases")(agreement),
    },
    {
      what: "database backups",
      because: "Azure keeps its backups in the region",
      region: standing(database),
      allowed: allowing("backups")(agreement),
    },
    ...paired(database, {
      what: "database backups",
      path: "requestedBackupStorageRedundancy",
      leaves: (value) => GEO.test(value),
      allowed: allowing("backups")(agreement),
    }),
  ],
  "storage:StorageAccount": (account, { agreement }) => {
    const role = accountRole(account) ?? "";
    const what = HOLDS[role] ?? "something that its name does not say";
    const allowed = accountPlaces(agreement, role);
    return [
      { what, because: "it stands there", region: standing(account), allowed },
      ...paired(account, { what, path: "sku.name", leaves: storageLeaves, allowed }),
    ];
  },
  "keyvault:Vault": (vault, { agreement }) => {
    const region = standing(vault);
    const replica = typeof region === "string" ? undefined : keyVaultReplicaOf(region);
    const allowed = allowing("keys")(agreement);
    return [
      { what: "keys", because: "it stands there", region, allowed },
      ...(replica === undefined
        ? []
        : [{ what: "keys", because: "Azure copies every vault there", region: replica, allowed }]),
    ];
  },
  "dataprotection:BackupVault": (vault, { set, agreement }) => {
    const contents = vaultContents(set, vault);
    return contents.flatMap((what): readonly Row[] => {
      const allowed = allowing(what === "documents" ? "documents" : "backups")(agreement);
      const named = `backups of ${what}`;
      return [
        { what: named, because: "it stands there", region: standing(vault), allowed },
        ...paired(vault, {
          what: named,
          path: "properties.storageSettings.0.type",
          leaves: (value) => GEO.test(value),
          allowed,
        }),
      ];
    });
  },
  "operationalinsights:Workspace": (workspace, { agreement }) => [
    { what: "logs", because: "it stands there", region: standing(workspace), allowed: allowing("logs")(agreement) },
    ...(valueOf(workspace, "replication.enabled") === true
      ? [
          {
            what: "logs",
            because: "it is replicated there",
            region: standing(workspace, "replication.location"),
            allowed: allowing("logs")(agreement),
          },
        ]
      : []),
  ],
  "monitor:ActionGroup": stands("alert data", allowing("logs")),
  "containerregistry:Registry": stands("images", ofSites),
  "containerregistry:Replication": stands("images", ofSites),
  "containerservice:ManagedCluster": stands("state and disks of clusters", ofSites),
};

/** Where the platform stands: images and nodes hold no customer's data for good, and are within its sites anyway. */
function ofSites(agreement: Agreement): Places {
  return placesOf(
    agreement,
    agreement.sites.flatMap(({ region }) => findRegion(region)?.country ?? []),
  );
}

function accountPlaces(agreement: Agreement, role: string): Places {
  switch (HOLDS[role]) {
    case "documents":
      return allowing("documents")(agreement);
    case "copies":
    case "cluster backups":
      return placesOfCopies(agreement, role);
    case "logs":
    case undefined:
    default:
      return allowing("logs")(agreement);
  }
}
