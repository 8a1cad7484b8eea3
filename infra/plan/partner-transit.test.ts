import { expect, it } from "vitest";
import { transitRefusals } from "./partner-transit";
import { sourcesOf } from "./plan.fixture";

it.each([
  ["cloxxs", "keeping operations and development apart at our gateways"],
  ["draftit", "keeping hosting and development apart at our gateways"],
] as const)("%s is told which partners can reach each other", (platform, refused) => {
  expect(transitRefusals(sourcesOf(platform).agreement).map((one) => one.refused)).toEqual([refused]);
});

it("nobody is told where there is one partner, or none speaks BGP", () => {
  const { agreement } = sourcesOf("cloxxs");
  const { management } = agreement.access;
  const withPartners = (partners: typeof management.partners) =>
    transitRefusals({ ...agreement, access: { ...agreement.access, management: { ...management, partners } } });
  expect(withPartners(management.partners.slice(0, 1))).toEqual([]);
  const silent = management.partners.map(({ name, devices, prefixes }) => ({ name, devices, prefixes }));
  expect(withPartners(silent)).toEqual([]);
});
