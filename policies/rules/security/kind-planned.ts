import { isSettingPackage } from "../../analysis/residency/unplaced-bytes";
import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Example,
} from "../../framework/language";
import type { JudgedType } from "../../resources/judged-type";
import type { RegisteredResource } from "../../resources/registered-resource";

/** How a type begins that the inventory does not have. */
const PACKAGE = "azure-native:";

/** A template, of which nobody here knows what it makes. */
const TEMPLATE = `${PACKAGE}resources:Deployment`;
const NOT_AZURE = /^(pulumi|deltawerk|random|kubernetes|command|time|tls)[:/]/;

/**
 * Whether a kind is one of settings or rights that no rule looks at. What keeps bytes residency-known tells, and what may
 * carry packets network-classified.
 */
function isStrange({ type }: RegisteredResource): boolean {
  const [name = ""] = type.slice(PACKAGE.length).split(":");
  return type.startsWith(PACKAGE) && name !== "network" && isSettingPackage(name);
}

/** A kind that only a stranger's program would register. */
const strange = (token: string): Example => ({ type: token as JudgedType, inputs: {} });

export const rule = relationRule({
  id: "kind-planned",
  title: "Every kind of resource is one whose effect the rules know",
  why: "A kind that nobody has looked at hands out rights, suppresses or exempts past every rule.",
  severity: "high",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation:
    "Take it out. Where it is needed, add its kind to azure/resource-types.ts together with the rules about what it may do; until then only a waiver with an owner and an end lets it through.",
  spans: "stack",
  judge: (resources) => {
    const azures = resources.resources.filter(({ type }) => !NOT_AZURE.test(type));
    if (azures.length === 0) return notApplicable("there are no resources of Azure");
    const wrong = azures
      .filter(isStrange)
      .map((one) =>
        one.type === TEMPLATE
          ? undetermined("what its template makes is not known here", one)
          : violation(`nobody has said what ${one.type.slice(PACKAGE.length)} may do here; no rule looks at it`, one),
      );
    return wrong.length > 0 ? wrong : [compliant("all kinds of resources are known to the rules")];
  },
  cases: {
    pass: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["all kinds of resources are known to the rules"],
    },
    fail: {
      given: [strange("azure-native:authorization:PolicyExemption")],
      says: ["nobody has said what authorization:PolicyExemption may do here; no rule looks at it"],
    },
    absent: {
      given: [{ type: "monitor:ActionGroup", inputs: {} }],
      says: ["all kinds of resources are known to the rules"],
    },
    unknown: { given: [strange(TEMPLATE)], says: ["what its template makes is not known here"] },
    notApplicable: {
      given: [{ type: "kubernetes:core/v1:Namespace", inputs: {} }],
      says: ["there are no resources of Azure"],
    },
  },
  sabotage: [
    {
      what: "keeps what Defender finds to itself",
      type: "security:SecurityContact",
      adds: {
        type: "azure-native:security:AlertsSuppressionRule" as JudgedType,
        inputs: () => ({ alertsSuppressionRuleName: "quiet", alertType: "*", state: "Enabled", reason: "Other" }),
      },
    },
    {
      what: "exempts a resource from what Azure refuses",
      type: "authorization:PolicyAssignment",
      adds: {
        type: "azure-native:authorization:PolicyExemption" as JudgedType,
        inputs: ({ scope }) => ({ scope, policyExemptionName: "exempt", exemptionCategory: "Waiver" }),
      },
    },
  ],
});
