import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { FailoverGroup } from "./failover-group";

it("joins two servers behind one name, and waits before it gives up work", async () => {
  const resources = await recordResources(
    (options) =>
      new FailoverGroup(
        "shared",
        {
          scope: { platform: "superoffice", environment: "local", site: "noe", cell: 1 },
          resourceGroupName: "rg",
          tags: {},
          primaryServerName: "sql-noe",
          partnerServerId: "sql-now-id",
          databaseIds: ["a", "b"],
          graceMinutes: 60,
        },
        options,
      ),
  );
  expect(resources.map(({ type, name, protect }) => [type, name, protect])).toEqual([
    ["deltawerk:data:FailoverGroup", "shared", false],
    ["azure-native:sql:FailoverGroup", "shared-group", true],
  ]);
  expect(resources[1]?.inputs).toEqual({
    failoverGroupName: expect.stringMatching(/^fog-sol-01-dat-[a-z2-7]{4}$/) as string,
    resourceGroupName: "rg",
    serverName: "sql-noe",
    partnerServers: [{ id: "sql-now-id" }],
    databases: ["a", "b"],
    readWriteEndpoint: { failoverPolicy: "Automatic", failoverWithDataLossGracePeriodMinutes: 60 },
    readOnlyEndpoint: { failoverPolicy: "Disabled" },
    tags: {},
  });
});
