import { describe, expect, it } from "vitest";
import type { SegmentPlan } from "./network-plan";
import { planOf, platforms, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const defaultRoute = (segment: SegmentPlan) => segment.routes?.find((route) => route.prefix === "0.0.0.0/0")?.nextHop;

describe.each(platforms)("routes of %s", (platform) => {
  const plan = planOf(sourcesOf(platform));

  it("lead everything to the firewall but where Azure does not support it", () => {
    const segments = [...plan.hubs, ...plan.cells.flatMap((cell) => cell.spokes)].flatMap(
      (network) => network.segments,
    );
    const wanted: Readonly<Record<SegmentPlan["holds"], string | undefined>> = {
      firewall: "internet",
      "vpn-gateway": undefined,
      "application-gateway": "internet",
      nodes: "firewall",
      "load-balancer": "firewall",
      "private-endpoints": "firewall",
    };
    for (const segment of segments) {
      expect([segment.key, defaultRoute(segment)]).toEqual([segment.key, wanted[segment.holds]]);
    }
  });

  it("send what comes in by VPN to the firewall, for every network behind it", () => {
    for (const hub of plan.hubs) {
      const routes = hub.segments.find((segment) => segment.holds === "vpn-gateway")?.routes ?? [];
      const spokes = plan.cells.flatMap((cell) => cell.spokes.filter((spoke) => spoke.site === hub.site));
      const inHub = hub.segments.filter((segment) => segment.zone !== "hub");
      expect(routes.map((route) => route.prefix).sort()).toEqual(
        [...spokes, ...inHub].map((place) => place.prefix).sort(),
      );
      expect(routes.every((route) => route.nextHop === "firewall")).toBe(true);
    }
  });
});

it("an application gateway reaches tenants' own networks through the firewall", () => {
  const own = tenantOf(1, 2, { compute: "cluster" });
  const plan = planOf(withTenants(sourcesOf("draftit"), [tenantOf(1, 0), own]));
  const [shared, tenant] = plan.cells[0]?.spokes ?? [];
  const edge = shared?.segments.find((segment) => segment.holds === "application-gateway");
  expect(edge?.routes).toContainEqual({ name: `tenant-${own.code}`, prefix: tenant?.prefix, nextHop: "firewall" });
  expect(plan.cells[0]?.entries[0]?.tenantBackends).toHaveProperty(own.code);
});
