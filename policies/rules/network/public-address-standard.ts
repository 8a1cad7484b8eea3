import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "public-address-standard",
  title: "Public addresses are of the standard kind",
  why: "Basic addresses are open by default, survive no zone and are being withdrawn.",
  severity: "medium",
  concern: "continuity",
  clauses: ["access"],
  remediation: 'Set sku.name to "Standard".',
  types: ["network:PublicIPAddress"],
  judge: (resource) => expectProperties(resource, { "sku.name": exactly("Standard") }),
  cases: {
    pass: { given: one("network:PublicIPAddress", { sku: { name: "Standard" } }), says: ['sku.name is "Standard"'] },
    fail: {
      given: one("network:PublicIPAddress", { sku: { name: "Basic" } }),
      says: ['sku.name is "Basic"; it has to be "Standard"'],
    },
    absent: {
      given: one("network:PublicIPAddress", {}),
      says: ['sku.name is absent, which means "Basic" on Azure; it has to be "Standard"'],
    },
    unknown: {
      given: one("network:PublicIPAddress", { sku: { name: UNKNOWN } }),
      says: ['sku.name is not known before the update; it has to be "Standard"'],
    },
    notApplicable: otherType("network:PublicIPAddress"),
  },
  sabotage: [{ what: "uses a basic address", type: "network:PublicIPAddress", set: { "sku.name": "Basic" } }],
});
