import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "registry-no-administrator",
  title: "The registry has no administrator with a password",
  why: "A password that everybody shares cannot be taken from one of them.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set adminUserEnabled to false.",
  types: ["containerregistry:Registry"],
  judge: (resource) => expectProperties(resource, { adminUserEnabled: exactly(false) }),
  cases: {
    pass: {
      given: one("containerregistry:Registry", { adminUserEnabled: false }),
      says: ["adminUserEnabled is false"],
    },
    fail: {
      given: one("containerregistry:Registry", { adminUserEnabled: true }),
      says: ["adminUserEnabled is true; it has to be false"],
    },
    absent: {
      given: one("containerregistry:Registry", {}),
      says: ["adminUserEnabled is absent, which means false on Azure"],
    },
    unknown: {
      given: one("containerregistry:Registry", { adminUserEnabled: UNKNOWN }),
      says: ["adminUserEnabled is not known before the update; it has to be false"],
    },
    notApplicable: otherType("containerregistry:Registry"),
  },
  sabotage: [
    { what: "enables the administrator", type: "containerregistry:Registry", set: { adminUserEnabled: true } },
  ],
});
