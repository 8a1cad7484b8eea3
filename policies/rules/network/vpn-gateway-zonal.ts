import { expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "vpn-gateway-zonal",
  title: "VPN gateways are of a size that survives a zone",
  why: "One building that fails would cut management and the copies between sites.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.management", "access.betweenSites"],
  remediation: "Use a size that ends in AZ.",
  types: ["network:VirtualNetworkGateway"],
  judge: (gateway) =>
    expectProperties(gateway, {
      "sku.name": {
        wanted: "a size that ends in AZ",
        holds: (value) => typeof value === "string" && value.endsWith("AZ"),
      },
    }),
  cases: {
    pass: {
      given: one("network:VirtualNetworkGateway", { sku: { name: "VpnGw2AZ" } }),
      says: ['sku.name is "VpnGw2AZ"'],
    },
    fail: {
      given: one("network:VirtualNetworkGateway", { sku: { name: "VpnGw2" } }),
      says: ['sku.name is "VpnGw2"; it has to be a size that ends in AZ'],
    },
    absent: {
      given: one("network:VirtualNetworkGateway", {}),
      says: ["sku.name is absent; it has to be a size that ends in AZ"],
    },
    unknown: {
      given: one("network:VirtualNetworkGateway", { sku: UNKNOWN }),
      says: ["sku.name is not known before the update; it has to be a size that ends in AZ"],
    },
    notApplicable: otherType("network:VirtualNetworkGateway"),
  },
  sabotage: [
    { what: "uses a size without zones", type: "network:VirtualNetworkGateway", set: { "sku.name": "VpnGw2" } },
  ],
});
