import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "registry-no-anonymous-pull",
  title: "Nobody pulls an image without signing in",
  why: "Images show how the platform is made, and sometimes more.",
  severity: "medium",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set anonymousPullEnabled to false.",
  types: ["containerregistry:Registry"],
  judge: (resource) => expectProperties(resource, { anonymousPullEnabled: exactly(false) }),
  cases: {
    pass: {
      given: one("containerregistry:Registry", { anonymousPullEnabled: false }),
      says: ["anonymousPullEnabled is false"],
    },
    fail: {
      given: one("containerregistry:Registry", { anonymousPullEnabled: true }),
      says: ["anonymousPullEnabled is true; it has to be false"],
    },
    absent: {
      given: one("containerregistry:Registry", {}),
      says: ["anonymousPullEnabled is absent, which means false on Azure"],
    },
    unknown: {
      given: one("containerregistry:Registry", { anonymousPullEnabled: UNKNOWN }),
      says: ["anonymousPullEnabled is not known before the update; it has to be false"],
    },
    notApplicable: otherType("containerregistry:Registry"),
  },
  sabotage: [
    { what: "allows anonymous pulls", type: "containerregistry:Registry", set: { anonymousPullEnabled: true } },
  ],
});
