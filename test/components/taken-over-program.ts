import * as sql from "@pulumi/azure-native/sql";
import { formatArmId } from "../../azure/arm-id";
import { DatabaseServer, databaseServerName } from "../../components/data/database-server";
import { databaseName, TenantDatabase } from "../../components/data/tenant-database";
import { withoutVersionAliases } from "../../infra/unversioned-types";
import { DIRECTORY, Place } from "./place";

/** Who has made the second generation of a tenant's data, and whether it serves by now. */
export interface Stage {
  readonly made: "by nobody" | "by the job" | "and taken over" | "and promoted";
  /** What was restored, ISO in UTC. */
  readonly moment: string;
}

/** The Pulumi program of a tenant whose data somebody else has restored, before and after the platform takes that over. */
export function run({ made, moment }: Stage): void {
  withoutVersionAliases();
  const place = new Place("everything");
  const options = { provider: place.provider };
  const { scope, tags } = place;
  const { resourceGroupName, location, workspaceId } = place.at();
  const administrators = {
    name: "administrators",
    objectId: "5b3c927c-0fab-4154-b98c-53eea4c49a15",
    directory: DIRECTORY,
  };
  const server = new DatabaseServer("server", { ...place.at(), administrators, protected: false }, options);
  const common = {
    scope,
    tags,
    tenant: "ab12",
    protected: false,
    sku: "GP_Gen5_2",
    maxSizeGiB: 32,
    pointInTimeDays: 10,
    differentialEveryHours: 12,
    longTerm: { monthly: "P10W" },
    primary: {
      serverName: server.name,
      resourceGroupName,
      location,
      workspaceId,
      zoneRedundant: true,
      backupRedundancy: "Zone",
    },
  } as const;
  const live = new TenantDatabase("live", { ...common, generation: 1 }, options);
  const name = databaseName(scope, "ab12", 2);
  if (made === "by nobody") return;
  if (made === "by the job") {
    new sql.Database(
      "restored",
      {
        databaseName: name,
        serverName: server.name,
        resourceGroupName,
        location,
        createMode: "PointInTimeRestore",
        sourceDatabaseId: live.resourceId,
        restorePointInTime: moment,
        sku: { name: "GP_Gen5_2" },
        zoneRedundant: true,
        requestedBackupStorageRedundancy: "Zone",
        tags: { "deltawerk-restored-for": "case-42" },
      },
      options,
    );
    return;
  }
  const type = "Microsoft.Sql/servers/databases";
  const takenOver = formatArmId({ scope: place.groupId, type, names: [databaseServerName(place.at()), name] });
  const restoredFrom = { databaseId: live.resourceId, to: moment };
  const taken = made === "and taken over" && { takenOver };
  new TenantDatabase("restored", { ...common, generation: 2, restoredFrom, ...taken }, options);
}
