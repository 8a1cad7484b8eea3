import { runtime } from "@pulumi/pulumi";
import { expect, it } from "vitest";
import type { ComputeIsolation, FirewallIsolation } from "../agreement/families/isolation";
import { PLATFORM_CODES, type Platform } from "../azure/names/codes";
import { recordResources } from "../components/record-resources";
import { cellStack } from "./cell-stack";
import { guardOutputs, platformOutputs } from "./layers/cell-network.fixture";
import { CELL_RESOURCES } from "./plan/cell-resources";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan/plan.fixture";

const platforms = Object.keys(PLATFORM_CODES) as readonly Platform[];

/** How many resources the program of a cell registers that has these tenants, the stack itself included. */
async function registered(
  platform: Platform,
  tenants: readonly ComputeIsolation[],
  firewall?: FirewallIsolation,
): Promise<number> {
  const sources = sourcesOf(platform);
  const own = sources.agreement.isolation.compute;
  const members = tenants.map((compute, segment) =>
    tenantOf(1, segment, compute === own ? {} : { compute, ...(firewall !== undefined && { firewall }) }),
  );
  const plan = planOf(withTenants(sources, members));
  const [cell] = plan.cells;
  if (cell === undefined) throw new Error("without tenants there is no cell");
  const program = () =>
    runtime.runInPulumiStack(async () => {
      await cellStack(plan, cell);
    });
  const resources = await recordResources(program, {
    stacks: {
      [`${platform}-local-guard`]: { layer: guardOutputs(plan) },
      [`${platform}-local`]: { layer: platformOutputs(plan) },
    },
    // Routes lead to the planned address of a tenant's firewall, and the cell stops where Azure gives another.
    computed: (type, name) => {
      const device = cell.devices.find(({ site, tenant }) => name.startsWith(`device-${site}-${tenant}`));
      return type.endsWith(":AzureFirewall") && device !== undefined
        ? { ipConfigurations: [{ privateIPAddress: device.address }] }
        : undefined;
    },
    call: (token) => {
      if (token.endsWith(":getSecret")) return { properties: {} };
      throw Object.assign(new Error(token), { details: 'Status=404 Code="ResourceNotFound"' });
    },
  });
  return resources.filter(({ type }) => type !== "pulumi:pulumi:Stack").length + 1;
}

const levelsOf = (platform: Platform) =>
  Object.entries(CELL_RESOURCES[platform].tenant) as [compute: ComputeIsolation, tenant: number][];

it.each(platforms)(
  "a cell of %s with one tenant has as many resources as is counted on",
  { timeout: 300_000 },
  async (platform) => {
    const [[own, tenant] = ["namespace", 0] as [ComputeIsolation, number]] = levelsOf(platform);
    const { shared } = CELL_RESOURCES[platform];
    const one = await registered(platform, [own]);
    if (one === shared + tenant) return;
    // Only a second tenant tells what belongs to a tenant.
    const ofTenant = (await registered(platform, [own, own])) - one;
    expect({ shared, tenant }).toEqual({ shared: one - ofTenant, tenant: ofTenant });
  },
);

const sold = platforms.flatMap((platform) => {
  const [first, ...others] = levelsOf(platform);
  return first === undefined ? [] : others.map(([compute, tenant]) => ({ platform, own: first[0], compute, tenant }));
});

it.each(sold)(
  "a tenant of $platform that bought $compute has as many resources as is counted on",
  { timeout: 300_000 },
  async ({ platform, own, compute, tenant }) => {
    const both = await registered(platform, [own, compute]);
    expect(both - (await registered(platform, [own]))).toBe(tenant);
  },
);

it.each(platforms)("what %s has and sells is counted", (platform) => {
  const { compute, computeOption } = sourcesOf(platform).agreement.isolation;
  const levels = [compute, ...(computeOption === undefined ? [] : [computeOption.compute])];
  expect(levelsOf(platform).map(([level]) => level)).toEqual(levels);
});

const withDevices = platforms.flatMap((platform) => {
  const { device } = CELL_RESOURCES[platform];
  const [first] = levelsOf(platform);
  return device === undefined || first === undefined ? [] : [{ platform, own: first[0], device }];
});

it.each(withDevices)(
  "a firewall of a tenant of $platform has as many resources as is counted on",
  { timeout: 300_000 },
  async ({ platform, own, device }) => {
    const without = await registered(platform, [own, "cluster"]);
    expect((await registered(platform, [own, "cluster"], "device")) - without).toBe(device);
  },
);

it.each(platforms)(
  "a firewall of a tenant's own is counted where %s has or sells one, and nowhere else",
  (platform) => {
    const { firewall, firewallOption } = sourcesOf(platform).agreement.isolation;
    const isThere = firewall === "device" || firewallOption?.firewall === "device";
    expect(CELL_RESOURCES[platform].device !== undefined).toBe(isThere);
  },
);
