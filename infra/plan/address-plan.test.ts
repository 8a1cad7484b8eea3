import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressCount, blockOf, cidrOf, contains, overlap, subBlock } from "./address-block";
import { cellsIn, placeCell, placeHub, tenantNodesBlock } from "./address-plan";
import type { PlacedNetwork, PlacedTenant } from "./address-plan";
import { segmentNumbers } from "./network-layout";

const compute = fc.constantFrom("namespace" as const, "nodePool" as const, "cluster" as const);
const tenant = compute.chain((level) =>
  fc.record({
    segment: fc.integer({ min: 0, max: segmentNumbers[level] - 1 }),
    compute: fc.constant(level),
    firewall: fc.constantFrom(...(level === "cluster" ? (["none", "device"] as const) : (["none"] as const))),
    code: fc.stringMatching(/^[a-z][a-z0-9]{3}$/),
  }),
);
const tenants = fc.uniqueArray(tenant, {
  maxLength: 32,
  comparator: (one, other) => one.segment === other.segment || one.code === other.code,
});
const siteBlock = fc
  .record({ length: fc.integer({ min: 14, max: 18 }), index: fc.nat(3) })
  .map(({ length, index }) => cidrOf(subBlock(blockOf("10.0.0.0/8"), length, index)));
const site = siteBlock.chain((block) =>
  fc.record({ block: fc.constant(block), cell: fc.integer({ min: 1, max: cellsIn(block) }) }),
);

function everySegment(networks: readonly PlacedNetwork[]): ReadonlyMap<string, string> {
  return new Map(
    networks.flatMap((network) =>
      network.segments.map((segment) => [`${network.tenant ?? "shared"}/${segment.key}`, segment.prefix] as const),
    ),
  );
}

function expectApart(prefixes: readonly string[]): void {
  const blocks = prefixes.map(blockOf).sort((one, other) => one.first - other.first);
  blocks.slice(1).forEach((block, index) => {
    const before = blocks[index];
    expect(before !== undefined && overlap(before, block), `${before && cidrOf(before)} and ${cidrOf(block)}`).toBe(
      false,
    );
  });
}

describe("the address plan", () => {
  it("never lets two networks or two segments overlap, and keeps each in its place", () => {
    fc.assert(
      fc.property(site, tenants, tenants, fc.boolean(), ({ block, cell }, here, beside, groups) => {
        const other = cell === 1 ? 2 : cell - 1;
        const networks = [
          placeHub(block),
          ...placeCell(block, cell, here, groups),
          ...(other <= cellsIn(block) ? placeCell(block, other, beside, groups) : []),
        ];
        expectApart(networks.map((network) => network.prefix));
        for (const network of networks) {
          expect(contains(blockOf(block), blockOf(network.prefix))).toBe(true);
          expectApart(network.segments.map((segment) => segment.prefix));
          for (const segment of network.segments) {
            expect(contains(blockOf(network.prefix), blockOf(segment.prefix))).toBe(true);
          }
        }
      }),
    );
  });

  it("moves nobody when a tenant comes, leaves or stands elsewhere in the list", () => {
    fc.assert(
      fc.property(site, tenants, fc.nat(), fc.infiniteStream(fc.nat()), ({ block, cell }, all, left, dice) => {
        const before = everySegment(placeCell(block, cell, all, true));
        const rest = all.filter((_, index) => index !== left % Math.max(1, all.length));
        for (const [key, prefix] of everySegment(placeCell(block, cell, rest, true))) {
          expect(before.get(key)).toBe(prefix);
        }
        const shuffled = all
          .map((one) => ({ one, at: dice.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        expect(placeCell(block, cell, shuffled, true)).toEqual(placeCell(block, cell, all, true));
      }),
    );
  });

  it("moves nobody when web and batch servers get segments of their own", () => {
    fc.assert(
      fc.property(site, tenants, ({ block, cell }, all) => {
        const apart = everySegment(placeCell(block, cell, all, true));
        const together = everySegment(placeCell(block, cell, all, false));
        expect([...apart.keys()].filter((key) => !together.has(key))).toEqual([
          "shared/web-nodes",
          "shared/batch-nodes",
        ]);
        for (const [key, prefix] of together) expect(apart.get(key)).toBe(prefix);
      }),
    );
  });

  it("has room to grow: the next tenant of the cell, and nodes for an upgrade, always fit", () => {
    fc.assert(
      fc.property(site, tenants, ({ block, cell }, all) => {
        for (const level of ["namespace", "nodePool", "cluster"] as const) {
          const free = Array.from({ length: segmentNumbers[level] }, (_, number) => number).filter(
            (number) => !all.some((other) => other.segment === number),
          );
          for (const segment of free) {
            const added: PlacedTenant = {
              code: "zzzz",
              segment,
              compute: level,
              firewall: level === "cluster" ? "device" : "none",
            };
            expect(placeCell(block, cell, [...all, added], true).length).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ["AzureFirewallSubnet", 26],
    ["GatewaySubnet", 27],
  ])("gives %s at least a /%i", (name, longest) => {
    const segment = placeHub("10.68.0.0/16").segments.find((candidate) => candidate.reservedName === name);
    expect(blockOf(segment?.prefix ?? "").length).toBeLessThanOrEqual(longest);
  });

  it("gives a tenant's own firewall a /26 of its network, and knows the address that it will have", () => {
    const [, own] = placeCell(
      "10.68.0.0/16",
      1,
      [{ code: "t001", segment: 1, compute: "cluster", firewall: "device" }],
      true,
    );
    expect(own?.segments.find(({ holds }) => holds === "firewall")).toMatchObject({
      reservedName: "AzureFirewallSubnet",
      prefix: "10.68.27.192/26",
    });
    expect(own?.device).toBe("10.68.27.196");
  });

  it("takes every tenant's nodes, and nothing else, from one block", () => {
    const everyone = Array.from({ length: segmentNumbers.nodePool }, (_, segment): PlacedTenant => {
      return { code: `t${String(100 + segment)}`, segment, compute: "nodePool", firewall: "none" };
    });
    const [network] = placeCell("10.68.0.0/16", 3, everyone, true);
    const block = blockOf(tenantNodesBlock(network?.prefix ?? ""));
    for (const segment of network?.segments ?? []) {
      const isTenantNodes = segment.holds === "nodes" && segment.tenant !== undefined;
      expect(overlap(block, blockOf(segment.prefix))).toBe(isTenantNodes);
    }
  });

  it("has nodes for a surge upgrade in the smallest node segment", () => {
    const [network] = placeCell(
      "10.68.0.0/16",
      1,
      [{ code: "t001", segment: 0, compute: "nodePool", firewall: "none" }],
      true,
    );
    const nodes = network?.segments.find((segment) => segment.key === "nodes-t001");
    const usable = addressCount(blockOf(nodes?.prefix ?? "").length) - 5;
    expect(usable).toBeGreaterThanOrEqual(Math.ceil(20 * 1.33));
  });
});
