import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "subnet-no-default-outbound",
  title: "No subnet has Azure's own way to the internet",
  why: "A resource would reach the internet past the firewall, from an address that is nobody's.",
  severity: "medium",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: "Set defaultOutboundAccess to false.",
  types: ["network:Subnet"],
  judge: (resource) => expectProperties(resource, { defaultOutboundAccess: exactly(false) }),
  cases: {
    pass: { given: one("network:Subnet", { defaultOutboundAccess: false }), says: ["defaultOutboundAccess is false"] },
    fail: {
      given: one("network:Subnet", { defaultOutboundAccess: true }),
      says: ["defaultOutboundAccess is true; it has to be false"],
    },
    absent: {
      given: one("network:Subnet", {}),
      says: ["defaultOutboundAccess is absent, which means true on Azure; it has to be false"],
    },
    unknown: {
      given: one("network:Subnet", { defaultOutboundAccess: UNKNOWN }),
      says: ["defaultOutboundAccess is not known before the update; it has to be false"],
    },
    notApplicable: otherType("network:Subnet"),
  },
  sabotage: [{ what: "sets it wrong", type: "network:Subnet", set: { defaultOutboundAccess: true } }],
});
