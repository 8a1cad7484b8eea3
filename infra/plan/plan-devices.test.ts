import { expect, it } from "vitest";
import { makePlan } from "./make-plan";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

const guarded = tenantOf(1, 2, { compute: "cluster", firewall: "device" });
const plan = planOf(withTenants(sourcesOf("pct"), [tenantOf(1, 0), guarded]));
const [cell] = plan.cells;
const [hub] = plan.hubs;
const own = cell?.spokes.find(({ tenant }) => tenant === guarded.code);
const device = cell?.devices[0];

it("stands in the tenant's own network, over all zones, and nobody else has one", () => {
  const subnet = own?.segments.find(({ holds }) => holds === "firewall");
  expect(subnet).toMatchObject({ reservedName: "AzureFirewallSubnet", tenant: guarded.code });
  expect(cell?.devices.map(({ tenant, site, zones }) => [tenant, site, zones])).toEqual([
    [guarded.code, "weu", ["1", "2", "3"]],
  ]);
});

it("has rules for exactly what enters or leaves that network", () => {
  const rules = (device?.group.collections ?? []).flatMap((collection) => collection.rules);
  const network = rules.filter(({ kind }) => kind === "network").map(({ name }) => name);
  expect(network).toEqual([
    `edge-web-${guarded.code}`,
    "nodes-management",
    "nodes-backup",
    "nodes-checks",
    "partner-nodes",
    "partner-data",
  ]);
  const nodes = own?.segments.find(({ holds }) => holds === "nodes")?.prefix;
  for (const { sources } of rules.filter(({ kind }) => kind === "application")) expect(sources).toEqual([nodes]);
});

it("leaves to the site's firewall nothing of the tenant's but what comes from the gateway, which passes both", () => {
  const rules = (cell?.firewallGroups["weu"]?.collections ?? []).flatMap((collection) => collection.rules);
  const inside = new Set(own?.segments.map(({ prefix }) => prefix));
  const touching = rules.filter(({ sources, destinations }) =>
    [...sources, ...destinations].some((one) => inside.has(one)),
  );
  expect(touching.map(({ name }) => name)).toEqual([`edge-web-${guarded.code}`]);
});

it("is where every route of the tenant's network leads, and the hub's to it, in both directions", () => {
  const to = { nextHop: "firewall", appliance: device?.address };
  for (const { holds, routes } of own?.segments ?? []) {
    if (holds === "firewall") continue;
    expect(routes?.map(({ prefix, nextHop, appliance }) => ({ prefix, nextHop, appliance }))).toEqual([
      { prefix: "0.0.0.0/0", ...to },
      { prefix: hub?.prefix, ...to },
    ]);
  }
  for (const { key, routes } of hub?.segments ?? []) {
    const back = routes?.find(({ prefix }) => prefix === own?.prefix);
    expect([key, back]).toEqual([key, expect.objectContaining(to)]);
  }
});

it("is explained", () => {
  expect(plan.decisions.map(({ chosen }) => chosen)).toContain(`a firewall device for ${guarded.code}`);
});

it("answers the gateway by the site's firewall, from which its requests come", () => {
  const shared = cell?.spokes.find(({ tenant }) => tenant === undefined);
  const edge = shared?.segments.find(({ holds }) => holds === "application-gateway");
  const routes = own?.segments.find(({ holds }) => holds === "firewall")?.routes;
  expect(routes).toEqual([
    { name: "internet", prefix: "0.0.0.0/0", nextHop: "internet" },
    { name: "edge", prefix: edge?.prefix, nextHop: "firewall" },
  ]);
});

it.each(["namespace", "nodePool"] as const)("is refused with compute %s", (compute) => {
  const made = makePlan(withTenants(sourcesOf("pct"), [tenantOf(1, 0, { compute, firewall: "device" })]));
  expect(made.ok ? [] : made.findings.map(({ path, given }) => [path, given])).toEqual([
    [["tenants", 0, "overrides", "firewall"], `device with compute: ${compute}`],
  ]);
});
