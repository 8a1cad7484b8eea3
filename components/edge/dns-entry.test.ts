import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { DnsEntry } from "./dns-entry";

describe("DnsEntry", () => {
  it("answers with the first target that is healthy, and asks the others only then", async () => {
    const resources = await recordResources(
      (options) =>
        new DnsEntry(
          "entry",
          {
            scope: { platform: "superoffice", environment: "production", cell: 1 },
            resourceGroupName: "rg",
            tags: {},
            workspaceId: "workspace",
            label: "traf-sop-01-dns-abcd",
            targets: [
              { site: "now", publicAddressId: "address-now" },
              { site: "noe", publicAddressId: "address-noe" },
            ],
            probedHost: "aaaa.example.com",
          },
          options,
        ),
    );
    expect(resources.map(({ name }) => name)).toEqual(["entry", "entry-profile", "entry-diagnostics"]);
    expect(resources[1]?.inputs).toMatchObject({
      profileName: "traf-sop-01-dns-abcd",
      location: "global",
      trafficRoutingMethod: "Priority",
      dnsConfig: { relativeName: "traf-sop-01-dns-abcd", ttl: 30 },
      monitorConfig: {
        protocol: "HTTPS",
        port: 443,
        path: "/healthz",
        customHeaders: [{ name: "Host", value: "aaaa.example.com" }],
      },
      endpoints: [
        { name: "trafe-sop-now-01-dns", targetResourceId: "address-now", priority: 1, endpointStatus: "Enabled" },
        { name: "trafe-sop-noe-01-dns", targetResourceId: "address-noe", priority: 2, endpointStatus: "Enabled" },
      ],
    });
  });
});
