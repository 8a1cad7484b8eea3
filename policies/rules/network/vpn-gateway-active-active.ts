import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "vpn-gateway-active-active",
  title: "Both instances of a VPN gateway carry traffic",
  why: "When the one instance is patched, management and backups between sites stop.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.management", "access.betweenSites"],
  remediation: "Set activeActive to true.",
  types: ["network:VirtualNetworkGateway"],
  judge: (resource) => expectProperties(resource, { activeActive: exactly(true) }),
  cases: {
    pass: { given: one("network:VirtualNetworkGateway", { activeActive: true }), says: ["activeActive is true"] },
    fail: {
      given: one("network:VirtualNetworkGateway", { activeActive: false }),
      says: ["activeActive is false; it has to be true"],
    },
    absent: {
      given: one("network:VirtualNetworkGateway", {}),
      says: ["activeActive is absent, which means false on Azure; it has to be true"],
    },
    unknown: {
      given: one("network:VirtualNetworkGateway", { activeActive: UNKNOWN }),
      says: ["activeActive is not known before the update; it has to be true"],
    },
    notApplicable: otherType("network:VirtualNetworkGateway"),
  },
  sabotage: [
    { what: "keeps one instance idle", type: "network:VirtualNetworkGateway", set: { activeActive: false } },
    { what: "leaves it to Azure", type: "network:VirtualNetworkGateway", set: { activeActive: undefined } },
  ],
});
