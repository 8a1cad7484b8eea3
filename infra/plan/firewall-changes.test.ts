import { describe, expect, it } from "vitest";
import type { FirewallRegister } from "../../agreement/firewall-register";
import { makePlan } from "./make-plan";
import { planOf, sourcesOf, tenantOf, withTenants } from "./plan.fixture";

type Egress = FirewallRegister["changes"][number]["egress"][number];

const asked = (whose: string): Egress => ({
  name: "postcodes",
  for: whose,
  names: ["*.postcodes.example.net", "api.postcodes.example.net"],
  port: 443,
});

function collectionsOf(platform: "coachview" | "pct", ...egress: readonly Egress[]) {
  const tenants = [tenantOf(1, 0), tenantOf(1, 1)];
  const sources = withTenants(sourcesOf(platform), tenants);
  const changes = [
    { reference: "CHG-2026-0042", owner: "operations", until: "2027-03-31", reason: "postcodes", egress },
  ];
  const plan = planOf({ ...sources, firewallRegister: { ...sources.firewallRegister, changes } });
  const [cell] = plan.cells;
  const segments = cell?.spokes.flatMap((spoke) => spoke.segments) ?? [];
  const collections = Object.values(cell?.firewallGroups ?? {}).flatMap((group) => group.collections);
  return {
    all: collections,
    changes: collections.filter(({ name }) => name.endsWith("-changes")),
    prefixOf: (key: string) => segments.find((segment) => segment.key === key)?.prefix ?? "",
  };
}

describe("a change of the register", () => {
  it("lets the nodes of a cell reach names, and says whose change it is", () => {
    const { changes, prefixOf } = collectionsOf("coachview", asked("01"));
    expect(changes.map(({ name }) => name)).toEqual(["platform-changes"]);
    expect(changes[0]?.rules).toEqual([
      {
        name: "postcodes",
        kind: "application",
        sources: ["application", "web-nodes", "batch-nodes"].map(prefixOf),
        destinations: [],
        fqdns: ["*.postcodes.example.net", "api.postcodes.example.net"],
        fqdnTags: [],
        protocol: "TCP",
        ports: ["443"],
        change: { reference: "CHG-2026-0042", owner: "operations", until: "2027-03-31" },
      },
    ]);
  });

  it("for a cell goes into the rule set of each tenant that has its own, and into no rule with others", () => {
    const { changes, prefixOf } = collectionsOf("pct", asked("01"));
    expect(changes.map(({ name, rules }) => [name, rules.flatMap((rule) => rule.sources)])).toEqual([
      ["platform-changes", ["application", "web-nodes", "batch-nodes"].map(prefixOf)],
      ["tenant-t100-changes", [prefixOf("nodes-t100")]],
      ["tenant-t101-changes", [prefixOf("nodes-t101")]],
    ]);
  });

  it("for a tenant opens nothing for anybody else", () => {
    const { changes, prefixOf } = collectionsOf("pct", asked("t101"));
    expect(changes.map(({ name, rules }) => [name, rules.flatMap((rule) => rule.sources)])).toEqual([
      ["tenant-t101-changes", [prefixOf("nodes-t101")]],
    ]);
  });

  it("leaves no two collections with one priority", () => {
    const priorities = collectionsOf("pct", asked("01")).all.map(({ priority }) => priority);
    expect(new Set(priorities).size).toBe(priorities.length);
  });
});

describe("the baseline", () => {
  const sources = sourcesOf("coachview");
  const withBaseline = (change: object) => ({
    ...sources,
    firewallRegister: {
      ...sources.firewallRegister,
      baseline: { ...sources.firewallRegister.baseline, ...change },
    },
  });

  it("is owned by whom the register names", () => {
    const plan = planOf(withBaseline({ owner: "network-team" }));
    const rules = [...plan.hubs.flatMap((hub) => hub.firewall.baseline)]
      .concat(plan.cells.flatMap((cell) => Object.values(cell.firewallGroups)))
      .flatMap((group) => group.collections.flatMap((collection) => collection.rules));
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules.map((rule) => rule.change.owner))).toEqual(new Set(["network-team"]));
  });

  it("has to be reviewed before another one is deployed", () => {
    const made = makePlan(withBaseline({ version: 2 }));
    expect(made.ok ? [] : made.findings).toMatchObject([
      { document: "firewall-rules", path: ["baseline", "version"], given: "2" },
    ]);
  });
});
