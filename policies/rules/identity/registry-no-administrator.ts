import { exactly, expectProperties, one, otherType, propertyRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "registry-no-administrator",
  title: "The registry has no administrator with a password",
  why: "A password that everybody shares cannot be taken from one of them.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set adminUserEnabled to false.",
  types: ["containerregistry:Registry", "containerregistry:Token"],
  judge: (one) =>
    one.type === "containerregistry:Registry"
      ? expectProperties(one, { adminUserEnabled: exactly(false) })
      : [
          violation(
            `token ${String(one.inputs["tokenName"])} signs in with a password; the registry may have none`,
            one,
          ),
        ],
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
    notApplicable: otherType("containerregistry:Registry", "containerregistry:Token"),
  },
  sabotage: [
    {
      what: "gives a token with a password",
      type: "containerregistry:Registry",
      adds: {
        type: "containerregistry:Token",
        inputs: ({ resourceGroupName, registryName }) => ({ resourceGroupName, registryName, tokenName: "visitor" }),
      },
    },
    { what: "enables the administrator", type: "containerregistry:Registry", set: { adminUserEnabled: true } },
  ],
});
