import type { Input } from "@pulumi/pulumi";
import { DatabaseServer } from "../../components/data/database-server";
import { DocumentStore } from "../../components/data/document-store";
import { FailoverGroup } from "../../components/data/failover-group";
import { TenantDatabase } from "../../components/data/tenant-database";
import { ManagedIdentity } from "../../components/identity/managed-identity";
import { componentCase, type ComponentFamily } from "./component-case";
import { DIRECTORY, type Place, type PlaceSite } from "./place";

const GROUP = { name: "database-administrators", objectId: "5b3c927c-0fab-4154-b98c-53eea4c49a15" } as const;
const PROGRAM = { ...GROUP, kind: "Application" } as const;
const administrators = { ...GROUP, directory: DIRECTORY };
const KEY = "https://hsm-veld.managedhsm.azure.net/keys/databases/0123456789abcdef0123456789abcdef";

/** A server in the second region, to which failover groups lead. */
const partner = (place: Place) =>
  place.once(
    "partner",
    () =>
      new DatabaseServer(
        `${place.set}-partner`,
        { ...place.at("neu"), ...(place.set === "everything" && { tenant: "ab12" }), administrators },
        { provider: place.provider },
      ),
  );

function database(place: Place, serverName: Input<string>, site: PlaceSite = "weu") {
  const { resourceGroupName, location, workspaceId } = place.at(site);
  return {
    serverName,
    resourceGroupName,
    location,
    workspaceId,
    zoneRedundant: true,
    backupRedundancy: "Zone",
  } as const;
}

const small = { sku: "GP_Gen5_2", maxSizeGiB: 32, pointInTimeDays: 7, differentialEveryHours: 24 } as const;

function failover(place: Place) {
  const { scope, tags, resourceGroupName } = place.at();
  const { name: primaryServerName } = place.of(DatabaseServer);
  return { scope, tags, resourceGroupName, primaryServerName, partnerServerId: partner(place).resourceId };
}

function documentPlace(place: Place, site: PlaceSite) {
  const { resourceGroupName, location, workspaceId } = place.at(site);
  return { site, resourceGroupName, location, workspaceId };
}

const documents = (place: Place) => ({
  scope: place.scope,
  tags: place.tags,
  subscription: place.subscription,
  number: 1,
});

function user(place: Place) {
  return place.once("user", () => {
    const options = { provider: place.provider };
    const identity = new ManagedIdentity(`${place.set}-user`, { ...place.at(), role: "app" }, options);
    return { name: identity.name, principalId: identity.principalId, resourceId: identity.resourceId };
  });
}

export const data: ComponentFamily = {
  DatabaseServer: componentCase(DatabaseServer)({
    smallest: (place) => ({ ...place.at(), administrators, protected: false }),
    everything: (place) => ({
      ...place.at(),
      tenant: "ab12",
      purpose: "data",
      administrators: { ...PROGRAM, directory: DIRECTORY },
      logArchiveId: place.account("log").id,
      customerKey: { identityId: user(place).resourceId, versions: [KEY, KEY.replace("0123", "ffff")] },
    }),
    hardened: (place) => ({
      ...place.at(),
      administrators,
      logArchiveId: place.account("log").id,
      customerKey: { identityId: user(place).resourceId, versions: [KEY] },
    }),
  }),
  TenantDatabase: componentCase(TenantDatabase)({
    smallest: (place) => ({
      ...small,
      scope: place.scope,
      tags: place.tags,
      tenant: "ab12",
      generation: 1,
      protected: false,
      longTerm: {},
      primary: { ...database(place, place.of(DatabaseServer).name), zoneRedundant: false, backupRedundancy: "Local" },
    }),
    everything: (place) => ({
      scope: place.scope,
      tags: place.tags,
      tenant: "ab12",
      generation: 2,
      sku: "BC_Gen5_4",
      maxSizeGiB: 64,
      pointInTimeDays: 35,
      differentialEveryHours: 12,
      longTerm: { weekly: "P4W", monthly: "P12M", yearly: "P10Y", weekOfYear: 1 },
      primary: {
        ...database(place, place.of(DatabaseServer).name),
        backupRedundancy: "GeoZone",
        maintenanceConfigurationId: `/subscriptions/${place.subscription}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_WestEurope_DB_1`,
      },
      secondary: database(place, partner(place).name, "neu"),
    }),
    hardened: (place) => ({
      ...small,
      scope: place.scope,
      tags: place.tags,
      tenant: "ab12",
      generation: 1,
      differentialEveryHours: 12,
      pointInTimeDays: 35,
      longTerm: { monthly: "P12M" },
      primary: database(place, place.of(DatabaseServer).name),
    }),
  }),
  FailoverGroup: componentCase(FailoverGroup)({
    smallest: (place) => ({ ...failover(place), protected: false, databases: [], graceMinutes: 60 }),
    everything: (place) => ({
      ...failover(place),
      tenant: "ab12",
      databases: [place.of(TenantDatabase)],
      graceMinutes: 120,
    }),
    hardened: (place) => ({ ...failover(place), databases: [], graceMinutes: 1440 }),
  }),
  DocumentStore: componentCase(DocumentStore)({
    smallest: (place) => ({
      ...documents(place),
      places: [documentPlace(place, "weu")],
      redundancy: "Standard_LRS",
      tenants: [],
      users: {},
      mirrored: false,
      changesKeptDays: 1,
      deletedKeptDays: 1,
    }),
    everything: (place) => ({
      ...documents(place),
      places: [documentPlace(place, "weu"), documentPlace(place, "neu")],
      redundancy: "Standard_ZRS",
      tenants: [
        { code: "ab12", protected: true },
        { code: "cd34", protected: false },
      ],
      users: { ab12: user(place) },
      mirrored: true,
      changesKeptDays: 30,
      deletedKeptDays: 90,
    }),
    hardened: (place) => ({
      ...documents(place),
      places: [documentPlace(place, "weu")],
      redundancy: "Standard_ZRS",
      tenants: [{ code: "ab12", protected: true }],
      users: { ab12: user(place) },
      mirrored: false,
      changesKeptDays: 365,
      deletedKeptDays: 365,
    }),
  }),
};
