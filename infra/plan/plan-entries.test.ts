import { describe, expect, it } from "vitest";
import { shortestSeconds } from "../../agreement/duration";
import { blockOf, contains } from "./address-block";
import { planOf, platforms, sourcesOf } from "./plan.fixture";

it("networks are protected against floods where that is agreed, and the decision says so", () => {
  const sources = sourcesOf("superoffice");
  const { access } = sources.agreement;
  const floods = (on: boolean) => {
    const changed = { ...access, ddosProtection: { optional: true, on, source: "ours" } as const };
    const plan = planOf({ ...sources, agreement: { ...sources.agreement, access: changed } });
    return [plan.ddosProtection?.site, plan.decisions.find(({ about }) => about === "floods")?.chosen];
  };
  expect(floods(true)).toEqual(["noe", "one DDoS protection plan on every network of the platform"]);
  expect(floods(false)).toEqual([undefined, "what Azure does for every public address"]);
});

describe.each(platforms)("entries of %s", (platform) => {
  const { agreement } = sourcesOf(platform);
  const plan = planOf(sourcesOf(platform));
  const entries = plan.cells.flatMap((cell) => cell.entries.map((entry) => ({ cell, entry })));

  it("ask browsers to stay with TLS for as long as agreed", () => {
    const agreed = agreement.encryption.inTransit.hsts;
    for (const { entry } of entries) {
      expect(entry.strictTransportSeconds).toBe(agreed === undefined ? undefined : shortestSeconds(agreed));
    }
  });

  it("answer probes from the jobs' nodes only, by a private path that the security rules leave open", () => {
    for (const { cell, entry } of entries) {
      const segments = cell.spokes.find(({ site, tenant }) => site === entry.site && tenant === undefined)?.segments;
      const prefixOf = (key: string) => segments?.find((segment) => segment.key === key)?.prefix ?? "";
      const jobs = prefixOf("batch-nodes");
      expect(entry.policies.find(({ key }) => key === "probes")).toMatchObject({
        countries: "any",
        addresses: [jobs],
      });
      expect(contains(blockOf(prefixOf("edge")), blockOf(`${entry.privateAddress}/32`))).toBe(true);
      const inbound = segments
        ?.find(({ key }) => key === "edge")
        ?.securityRules?.filter((rule) => rule.direction === "Inbound" && rule.access === "Allow");
      const open = inbound?.filter((rule) => rule.ports.includes(String(entry.privatePort)));
      expect(open?.map((rule) => [rule.sources, rule.destinations])).toEqual([[[jobs], [prefixOf("edge")]]]);
      expect(inbound?.filter((rule) => rule.sources.includes("Internet")).flatMap((rule) => rule.ports)).toEqual([
        "443",
        "80",
      ]);
    }
  });
});
