import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { NetworkMaintenance } from "./network-maintenance";

it.each([
  ["fwl", "NetworkSecurity", "azureFirewalls"],
  ["vpn", "NetworkGatewayMaintenance", "virtualNetworkGateways"],
] as const)(
  "%s is worked on in its window, on the clock of its time zone",
  async (of, maintenanceSubScope, resourceType) => {
    const [, window, assignment] = await recordResources(
      (options) =>
        new NetworkMaintenance(
          "maintenance",
          {
            scope: { platform: "superoffice", environment: "local", site: "noe" },
            resourceGroupName: "rg",
            location: "norwayeast",
            tags: {},
            of,
            resourceName: "target",
            window: { startTime: "01:00", hours: 5, timeZone: "W. Europe Standard Time" },
          },
          options,
        ),
    );
    expect(window?.inputs).toMatchObject({
      maintenanceScope: "Resource",
      extensionProperties: { maintenanceSubScope },
      startDateTime: "2026-01-01 01:00",
      duration: "05:00",
      recurEvery: "1Day",
      timeZone: "W. Europe Standard Time",
    });
    expect(assignment?.inputs).toMatchObject({
      providerName: "Microsoft.Network",
      resourceType,
      resourceName: "target",
      maintenanceConfigurationId: "maintenance-window-id",
    });
  },
);
