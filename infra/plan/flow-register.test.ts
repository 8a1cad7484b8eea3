import { describe, expect, it } from "vitest";
import { requiredFlows } from "../../agreement/flows/required-flows";
import { AZURE_REQUIRED_FLOWS } from "../../azure/required-flows";
import { buildTopology } from "./build-topology";
import { flowMatrix } from "./flow-matrix";
import { carriedWithoutRule, flowIds, neededFlows, registeredFlows } from "./flow-register";
import { planOf, platforms, sourcesOf } from "./plan.fixture";
import { selectSites } from "./select-sites";

const carries = registeredFlows.map((flow): readonly [string, readonly string[]] => [flow.id, flow.carries]);

describe.each(platforms)("flows of %s", (platform) => {
  const { agreement, environment, tenants } = sourcesOf(platform);
  const required = requiredFlows(agreement);
  const matrix = flowMatrix(buildTopology(agreement, environment, selectSites(agreement), tenants.tenants));

  it("carry each flow that the agreement requires exactly once", () => {
    const carriers = required.map((flow) => ({
      id: flow.id,
      carriers: [
        ...carries.filter(([, ids]) => ids.includes(flow.id)).map(([id]) => id),
        ...(carriedWithoutRule.includes(flow.id) ? ["no rule"] : []),
      ],
    }));
    expect(carriers.filter((flow) => flow.carriers.length !== 1)).toEqual([]);
  });

  it("stand in the matrix with the port that is required", () => {
    for (const flow of required.filter(({ id }) => !carriedWithoutRule.includes(id))) {
      const id = carries.find(([, ids]) => ids.includes(flow.id))?.[0];
      const rules = matrix.filter((candidate) => candidate.id === id);
      expect(rules.length, flow.id).toBeGreaterThan(0);
      expect(rules.every(({ ports }) => ports.includes("*") || ports.includes(String(flow.port)))).toBe(true);
    }
  });

  it("are in the matrix only where somebody needs them", () => {
    const needed = neededFlows(agreement);
    expect(new Set(matrix.map((flow) => flow.id))).toEqual(new Set(flowIds.filter((id) => needed.has(id))));
  });

  it("reach through each firewall every name that Azure requires of a cluster", () => {
    const plan = planOf(sourcesOf(platform));
    for (const cell of plan.cells) {
      for (const [site, group] of Object.entries(cell.firewallGroups)) {
        const region = plan.sites.find((candidate) => candidate.code === site)?.region ?? "";
        const names = new Set(
          group.collections.flatMap((collection) =>
            collection.rules.flatMap((rule) =>
              rule.fqdns.flatMap((name) => rule.ports.map((port) => `${name}:${port}`)),
            ),
          ),
        );
        const isBackedUp = plan.backup.vaults.some(
          (vault) => vault.site === site && vault.protects.includes("cluster"),
        );
        for (const flow of AZURE_REQUIRED_FLOWS) {
          if (flow.owner === "clusterExtensions" && !isBackedUp) continue;
          const wanted = "fqdns" in flow.peer ? flow.peer.fqdns : [];
          for (const name of wanted) {
            expect(names, name).toContain(`${name.replace("{region}", region)}:${flow.ports}`);
          }
        }
      }
    }
  });
});

it("copies travel between sites where the agreement sends them through the VPN, and nowhere else", () => {
  const needs = (platform: (typeof platforms)[number]) =>
    neededFlows(sourcesOf(platform).agreement).has("nodes-backup-sites");
  expect(platforms.filter(needs)).toEqual(["superoffice"]);
});
