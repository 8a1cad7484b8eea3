import type { Policy } from "@pulumi/policy";
import { controlsOfRule } from "../controls/controls-of-rule";
import type { Rule } from "../framework/rule";

/** Pages of the rules, below the project: where it is published is not known here. */
const PAGES = "docs/rules";

/** What the engine and its users see of a rule besides its findings. */
export function policyMetadata(rule: Rule, projectFolder: string): Omit<Policy, "configSchema"> {
  const controls = controlsOfRule(rule.id, projectFolder);
  const [control] = controls;
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.title,
    severity: rule.severity,
    enforcementLevel: "mandatory",
    framework:
      control === undefined
        ? { name: "Service agreement", version: "1", reference: rule.clauses.join(", "), specification: rule.title }
        : { name: "ISO/IEC 27001", version: "2022", reference: control.id, specification: control.meaning },
    tags: [rule.concern, ...rule.clauses, ...controls.map(({ id }) => id)],
    remediationSteps: rule.remediation,
    url: `${PAGES}/${rule.id}.md`,
  };
}
