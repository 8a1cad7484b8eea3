import { exactly, expectProperties, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const gateway = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "network:ApplicationGateway", inputs }) as const;

export const rule = propertyRule({
  id: "gateway-has-firewall",
  title: "Gateways are of the tier that has a web application firewall",
  why: "Attacks on the application would reach it.",
  severity: "critical",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: 'Set sku.tier to "WAF_v2".',
  types: ["network:ApplicationGateway"],
  judge: (gateway) => expectProperties(gateway, { "sku.tier": exactly("WAF_v2") }),
  cases: {
    pass: { given: [gateway({ sku: { tier: "WAF_v2" } })], says: ['sku.tier is "WAF_v2"'] },
    fail: {
      given: [gateway({ sku: { tier: "Standard_v2" } })],
      says: ['sku.tier is "Standard_v2"; it has to be "WAF_v2"'],
    },
    absent: { given: [gateway({})], says: ['sku.tier is absent; it has to be "WAF_v2"'] },
    unknown: {
      given: [gateway({ sku: UNKNOWN })],
      says: ['sku.tier is not known before the update; it has to be "WAF_v2"'],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    { what: "uses a tier without a firewall", type: "network:ApplicationGateway", set: { "sku.tier": "Standard_v2" } },
  ],
});
