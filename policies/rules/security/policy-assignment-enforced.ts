import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const assignment = (inputs: Readonly<Record<string, unknown>>) => one("authorization:PolicyAssignment", inputs);

export const rule = propertyRule({
  id: "policy-assignment-enforced",
  title: "What Azure Policy refuses is refused, and not only counted",
  why: "Somebody who works past this program could open a service to the internet, or put data into another country.",
  severity: "high",
  concern: "security",
  clauses: ["residency", "access"],
  remediation: 'Set enforcementMode to "Default", and a given parameter effect to "Deny".',
  types: ["authorization:PolicyAssignment"],
  judge: (resource) => {
    const mode = read(resource, "enforcementMode");
    const effect = read(resource, "parameters.effect.value");
    if (mode.kind === "unknown" || effect.kind === "unknown") {
      return [undetermined("whether it is enforced is not known before the update", resource)];
    }
    // Absent, an assignment is enforced (Microsoft Learn, governance/policy/concepts/assignment-structure, 2025).
    if (mode.kind === "given" && mode.value !== "Default") {
      return [violation(`enforcementMode is "${String(mode.value)}", so that it refuses nothing`, resource)];
    }
    return effect.kind === "given" && effect.value !== "Deny"
      ? [violation(`its effect is "${String(effect.value)}", so that it refuses nothing`, resource)]
      : [compliant("it is enforced", resource)];
  },
  cases: {
    pass: { given: assignment({ enforcementMode: "Default" }), says: ["it is enforced"] },
    fail: {
      given: assignment({ enforcementMode: "Default", parameters: { effect: { value: "Audit" } } }),
      says: ['its effect is "Audit", so that it refuses nothing'],
    },
    absent: { given: assignment({}), says: ["it is enforced"] },
    unknown: {
      given: assignment({ enforcementMode: UNKNOWN }),
      says: ["whether it is enforced is not known before the update"],
    },
    notApplicable: otherType("authorization:PolicyAssignment"),
  },
  sabotage: [
    {
      what: "lets a policy only count",
      type: "authorization:PolicyAssignment",
      set: { enforcementMode: "DoNotEnforce" },
    },
    {
      what: "lets a policy only audit",
      type: "authorization:PolicyAssignment",
      where: (one) => read(one, "parameters.effect.value").kind === "given",
      set: { "parameters.effect.value": "Audit" },
      also: ["second-guard-present"],
    },
  ],
});
