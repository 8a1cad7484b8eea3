import type { ResourceTransformation } from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { FailoverGroup } from "./failover-group";
import { TenantDatabase } from "./tenant-database";

const scope = { platform: "superoffice", environment: "local", site: "noe", cell: 1 } as const;
const place = { resourceGroupName: "rg", workspaceId: "log", zoneRedundant: false, backupRedundancy: "Local" } as const;

const database = (tenant: string) =>
  new TenantDatabase(tenant, {
    scope,
    tags: {},
    tenant,
    generation: 1,
    sku: "GP_Gen5_2",
    maxSizeGiB: 32,
    pointInTimeDays: 30,
    differentialEveryHours: 12,
    longTerm: {},
    primary: { ...place, serverName: "sql-noe", location: "norwayeast" },
    secondary: { ...place, serverName: "sql-now", location: "norwaywest" },
  });

it("joins two servers behind one name once the secondaries are there, and waits before it gives up work", async () => {
  let waitsFor: unknown;
  const noteOrder: ResourceTransformation = ({ type, opts }) => {
    if (type === "azure-native:sql:FailoverGroup") waitsFor = opts.dependsOn;
    return undefined;
  };
  let databases: readonly TenantDatabase[] = [];
  const resources = await recordResources((options) => {
    databases = [database("ab12"), database("cd34")];
    return new FailoverGroup(
      "shared",
      {
        scope,
        resourceGroupName: "rg",
        tags: {},
        primaryServerName: "sql-noe",
        partnerServerId: "sql-now-id",
        databases,
        graceMinutes: 60,
      },
      { ...options, transformations: [...(options.transformations ?? []), noteOrder] },
    );
  });
  expect(waitsFor).toEqual(databases);
  const own = resources.filter(({ type }) => type.endsWith(":FailoverGroup"));
  expect(own.map(({ type, name, protect }) => [type, name, protect])).toEqual([
    ["deltawerk:data:FailoverGroup", "shared", false],
    ["azure-native:sql:FailoverGroup", "shared-group", true],
  ]);
  expect(own[1]?.inputs).toEqual({
    failoverGroupName: expect.stringMatching(/^fog-sol-01-dat-[a-z2-7]{4}$/) as string,
    resourceGroupName: "rg",
    serverName: "sql-noe",
    partnerServers: [{ id: "sql-now-id" }],
    databases: ["ab12-primary-id", "cd34-primary-id"],
    readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 },
    readOnlyEndpoint: { failoverPolicy: "Disabled" },
    tags: {},
  });
});
