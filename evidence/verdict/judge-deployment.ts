import type { Ledger } from "../../agreement/ledger";
import { agreedClauses } from "./agreed-clauses";
import type { ClausePlaces } from "./clause-places";
import type { ComponentPlaces } from "./component-places";
import type { Plan } from "../../infra/plan/plan";
import { expectedAvailability } from "../../policies/analysis/availability/expected-availability";
import { servingCells } from "../../policies/analysis/availability/serving-cells";
import { controlsOfRule } from "../../policies/controls/controls-of-rule";
import { blocks } from "../../policies/framework/judge";
import { servedClauses } from "../../policies/framework/promises-of-rule";
import { reportOn, type PolicyReport } from "../../policies/framework/report";
import type { Rule } from "../../policies/framework/rule";
import { parseUrn, type RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { allRules } from "../../policies/rules/all-rules";
import { reachabilityOf } from "../../policies/rules/reachability/reachability-of";
import type { Waiver } from "../../policies/waivers/waiver";
import type { Waivable } from "../../policies/waivers/apply-waivers";
import type { Yardstick } from "../../policies/yardstick/yardstick";
import { expectedRecovery } from "./expected-recovery";
import { firewallRuleFacts } from "./firewall-rule-facts";
import { restingPlaces } from "./resting-places";
import type { WaiverPlaces } from "./waiver-places";
import type { Finding, FindingStatus, JudgedRule, Verdict } from "./verdict";

/** What a deployment is judged by. */
export interface JudgementInput {
  /** The resources of all stacks of the platform. */
  readonly resources: readonly RegisteredResource[];
  readonly yardstick: Yardstick;
  readonly plan: Plan;
  readonly places: ClausePlaces;
  readonly ledger: Ledger;
  readonly components: ComponentPlaces;
  readonly waivers: WaiverPlaces;
  /** Where the document of controls is. */
  readonly projectFolder: string;
}

/** Judges the union of a platform's stacks by every rule and analysis. */
export function judgeDeployment(input: JudgementInput): Verdict {
  const { resources, yardstick, plan, places, ledger, projectFolder } = input;
  const set = new ResourceSet(resources, true);
  const report = reportOn(allRules, set, yardstick);
  const reachability = reachabilityOf(set, yardstick);
  const findings = findingsOf(report, set, input);
  const residency = new Set(allRules.filter(({ concern }) => concern === "residency").map(({ id }) => id));
  return {
    platform: yardstick.platform,
    environment: yardstick.environment,
    today: yardstick.today,
    stacks: [...new Set(resources.map(({ stack }) => stack))],
    resources: resources.length,
    rules: judgedRules(report, places, projectFolder),
    findings,
    waivers: [...yardstick.waivers].sort((one, other) => (one.expires < other.expires ? -1 : 1)),
    flows: reachability.witnesses,
    reachability: reachability.findings.map(({ kind, message, about }) => ({ kind, message, about })),
    availability: availabilityOf(set, yardstick),
    recovery: expectedRecovery(plan.recovery, findings),
    places: restingPlaces(
      set,
      yardstick.agreement,
      findings.filter(({ rule }) => residency.has(rule)),
    ),
    firewallRules: firewallRuleFacts(resources),
    clauses: agreedClauses(yardstick.agreement),
    promises: ledger.promises.map(({ id, kind, text }) => ({ id, kind, text })),
    tenants: yardstick.tenants.tenants.map(({ code }) => code),
  };
}

/** The figures of the rule on availability, cell by cell. */
function availabilityOf(set: ResourceSet, { agreement, today }: Yardstick): Verdict["availability"] {
  const year = Number(today.slice(0, "2026".length));
  return servingCells(set).flatMap(({ name: cell, resources }) =>
    expectedAvailability(resources, agreement, year).map(
      ({ at, expected, target, headroomMinutes, parts, assumptions, lacks, unknown }) => {
        const open = [...lacks, ...unknown];
        const sorted = [...parts].sort((one, other) => one.share - other.share);
        const common = { at, cell, target, parts: sorted, assumptions, open };
        return open.length > 0 ? common : { ...common, expected, headroomMinutes };
      },
    ),
  );
}

function statusOf({ result, waiver }: Waivable): FindingStatus | "kept" {
  if (result === "compliant") return "kept";
  if (waiver !== undefined) return "waived";
  return result === "undetermined" ? "undetermined" : "violated";
}

function judgedRules({ sold, outcomes }: PolicyReport, places: ClausePlaces, projectFolder: string) {
  const judged = new Map<Rule, Waivable[]>();
  for (const outcome of outcomes) judged.set(outcome.rule, [...(judged.get(outcome.rule) ?? []), outcome]);
  return [...judged.entries()]
    .map(([rule, own]): JudgedRule => {
      const counts = { kept: 0, violated: 0, undetermined: 0, waived: 0 };
      for (const outcome of own) counts[statusOf(outcome)] += 1;
      const { id, title, why, severity, concern, remediation } = rule;
      const clauses = servedClauses(rule, sold).map((clause) => {
        const place = places.of(clause.name);
        return { ...clause, ...(place !== undefined && { place }) };
      });
      const controls = controlsOfRule(id, projectFolder).map((control) => control.id);
      return { id, title, why, severity, concern, remediation, clauses, controls, counts };
    })
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

const ORDER: Readonly<Record<FindingStatus, number>> = { violated: 0, undetermined: 1, waived: 2 };

function findingsOf(
  report: PolicyReport,
  set: ResourceSet,
  { components, waivers: written }: Pick<JudgementInput, "components" | "waivers">,
): readonly Finding[] {
  const found = report.outcomes.flatMap((outcome): readonly Finding[] => {
    const status = statusOf(outcome);
    if (status === "kept") return [];
    const { rule, message, urn, waiver } = outcome;
    const place = urn === undefined ? undefined : components.of(urn);
    return [
      {
        rule: rule.id,
        status,
        blocks: status !== "waived" && blocks(outcome),
        message,
        ...(urn !== undefined && { resource: resourceOf(urn, set) }),
        ...(place !== undefined && { place }),
        ...(waiver !== undefined && { waiver: grantOf(waiver) }),
      },
    ];
  });
  const waivers = report.waiverProblems.map(({ message, waiver }): Finding => {
    const place = written.of(waiver);
    return { rule: "waivers", status: "violated", blocks: true, message, ...(place !== undefined && { place }) };
  });
  return [...found, ...waivers].sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
}

function orderOf({ status, rule, resource, message }: Finding): string {
  return `${ORDER[status]} ${rule} ${resource?.stack ?? ""} ${resource?.name ?? ""} ${message}`;
}

const grantOf = ({ stack, resource, reason, owner, expires }: Waiver): Required<Finding>["waiver"] => ({
  stack,
  resource,
  reason,
  owner,
  expires,
});

function resourceOf(urn: string, set: ResourceSet): NonNullable<Finding["resource"]> {
  const { name, stack, token } = parseUrn(urn);
  return { urn, name, stack, type: set.withUrn(urn)?.type ?? token };
}
