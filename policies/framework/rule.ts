import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import type { Environment } from "../../azure/names/codes";
import type { JudgedType } from "../resources/judged-type";
import type { RegisteredResource } from "../resources/registered-resource";
import type { ResourceSet } from "../resources/resource-set";
import type { Cases } from "./case";
import type { Judgement } from "./outcome";
import type { Sabotage } from "./sabotage";

/** What a deployment is measured against. Never the judged program's own word. */
export interface Measure {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  readonly environment: Environment;
  /** ISO date on which waivers and time-limited rules are judged. */
  readonly today: string;
  /** Host that watches the monitoring from elsewhere, from the environment's document; absent where nobody knows it. */
  readonly watcher?: string;
  /** Addresses that alerts may reach, from the environment's document; absent where nobody knows them. */
  readonly notify?: { readonly page: readonly string[]; readonly email: readonly string[] };
  /** Image of each program as `repository@digest`, from the environment's document; absent where nobody knows them. */
  readonly images?: Readonly<Record<string, string>>;
  /** Object ids of the directory's groups that the environment's document names; absent where nobody knows them. */
  readonly groups?: readonly string[];
}

export type Severity = "low" | "medium" | "high" | "critical";

/** What a rule protects. Where it cannot decide, that blocks for security and residency. */
export type Concern = "security" | "residency" | "continuity" | "operations";

interface RuleMetadata {
  /** Never changed and never reused. The file has the same name. */
  readonly id: string;
  /** What holds where the rule is kept, as a sentence without a full stop. */
  readonly title: string;
  /** What goes wrong for a customer where it is not kept. */
  readonly why: string;
  readonly severity: Severity;
  readonly concern: Concern;
  /**
   * Clauses of the agreement that it serves, as the ledger names them; the promises are those of the clauses. It applies
   * where the agreement has at least one of them. Empty: it applies everywhere, and no promise stands on it.
   */
  readonly clauses: readonly string[];
  /** What to do, in the imperative. */
  readonly remediation: string;
  readonly cases: Cases;
  /** Changes of a compliant deployment that this rule has to find. */
  readonly sabotage: readonly Sabotage[];
}

/** A rule about single resources, judged before anything is created. */
export interface PropertyRule extends RuleMetadata {
  readonly kind: "property";
  readonly types: readonly JudgedType[];
  judge(resource: RegisteredResource, measure: Measure): Judgement;
}

/** A rule about how resources belong together. */
export interface RelationRule extends RuleMetadata {
  readonly kind: "relation";
  /** Whether one stack is enough, or all stacks of the platform are needed. */
  readonly spans: "stack" | "platform";
  judge(resources: ResourceSet, measure: Measure): Judgement;
}

export type Rule = PropertyRule | RelationRule;

/** A rule about single resources. */
export function propertyRule(rule: Omit<PropertyRule, "kind">): PropertyRule {
  return { kind: "property", ...rule };
}

/** A rule about how resources belong together. */
export function relationRule(rule: Omit<RelationRule, "kind">): RelationRule {
  return { kind: "relation", ...rule };
}
