import { describe, expect, it } from "vitest";
import type { SecurityRule } from "../../azure/network-rules";
import { denyByDefault, securityRuleArgs } from "./security-rule";

const rule: SecurityRule = {
  name: "allow-users",
  priority: 100,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  sources: ["Internet"],
  destinations: ["10.0.0.0/24"],
  ports: ["443"],
  description: "Users",
};

describe("securityRuleArgs", () => {
  it("puts one value into the singular property and several into the plural", () => {
    const one = securityRuleArgs(rule);
    expect(one).toMatchObject({
      sourceAddressPrefix: "Internet",
      destinationAddressPrefix: "10.0.0.0/24",
      destinationPortRange: "443",
      sourcePortRange: "*",
    });
    const many = securityRuleArgs({ ...rule, sources: ["10.1.0.0/24", "10.2.0.0/24"], ports: ["80", "443"] });
    expect(many).toMatchObject({
      sourceAddressPrefixes: ["10.1.0.0/24", "10.2.0.0/24"],
      destinationPortRanges: ["80", "443"],
    });
    expect(Object.keys(many)).not.toContain("sourceAddressPrefix");
    expect(Object.keys(one)).not.toContain("sourceAddressPrefixes");
  });
});

describe("denyByDefault", () => {
  const last = (direction: SecurityRule["direction"], changed: Partial<SecurityRule> = {}): SecurityRule => ({
    ...rule,
    name: `last-${direction}`,
    direction,
    priority: 4096,
    access: "Deny",
    protocol: "*",
    sources: ["*"],
    destinations: ["*"],
    ports: ["*"],
    ...changed,
  });
  const added = (rules: readonly SecurityRule[]) => denyByDefault(rules).slice(rules.length);

  it.each([
    ["nothing", [], ["Inbound", "Outbound"]],
    ["a refusal inbound", [last("Inbound")], ["Outbound"]],
    ["refusals both ways", [last("Inbound"), last("Outbound")], []],
    ["a refusal of TCP only", [last("Inbound", { protocol: "Tcp" }), last("Outbound")], ["Inbound"]],
    ["a refusal that comes too early", [last("Inbound", { priority: 4095 }), last("Outbound")], ["Inbound"]],
    ["an allowance in the last place", [last("Inbound"), last("Outbound", { access: "Allow" })], ["Outbound"]],
  ] as const)("given %s, adds what is missing", (_, rules, directions) => {
    expect(added(rules).map(({ direction }) => direction)).toEqual(directions);
  });

  it("refuses everything, in the last place", () => {
    expect(added([])).toMatchObject(
      ["Inbound", "Outbound"].map((direction) => ({
        direction,
        access: "Deny",
        priority: 4096,
        protocol: "*",
        sources: ["*"],
        destinations: ["*"],
        ports: ["*"],
      })),
    );
  });
});
