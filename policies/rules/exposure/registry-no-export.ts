import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "registry-no-export",
  title: "Images cannot be exported to another registry",
  why: "Images would leave by a way that no firewall sees.",
  severity: "medium",
  concern: "security",
  clauses: ["access"],
  remediation: 'Set policies.exportPolicy.status to "disabled".',
  types: ["containerregistry:Registry"],
  judge: (resource) => expectProperties(resource, { "policies.exportPolicy.status": exactly("disabled") }),
  cases: {
    pass: {
      given: one("containerregistry:Registry", { policies: { exportPolicy: { status: "disabled" } } }),
      says: ['policies.exportPolicy.status is "disabled"'],
    },
    fail: {
      given: one("containerregistry:Registry", { policies: { exportPolicy: { status: "enabled" } } }),
      says: ['policies.exportPolicy.status is "enabled"; it has to be "disabled"'],
    },
    absent: {
      given: one("containerregistry:Registry", {}),
      says: ['policies.exportPolicy.status is absent; it has to be "disabled"'],
    },
    unknown: {
      given: one("containerregistry:Registry", { policies: { exportPolicy: { status: UNKNOWN } } }),
      says: ['policies.exportPolicy.status is not known before the update; it has to be "disabled"'],
    },
    notApplicable: otherType("containerregistry:Registry"),
  },
  sabotage: [
    { what: "allows exports", type: "containerregistry:Registry", set: { "policies.exportPolicy.status": "enabled" } },
    {
      what: "removes the policy",
      type: "containerregistry:Registry",
      set: { "policies.exportPolicy.status": undefined },
    },
  ],
});
