import { readFileSync } from "node:fs";
import path from "node:path";
import { judgeRelation, judgeResource, type Judged } from "../framework/judge";
import { isNotApplicable, notApplicable, type Judgement } from "../framework/outcome";
import type { PropertyRule, RelationRule, Rule } from "../framework/rule";
import { ruleIds } from "../rules/rule-ids";
import { parseUrn, type RegisteredResource } from "../resources/registered-resource";
import { ResourceSet } from "../resources/resource-set";
import { withWorkedOutIds } from "../resources/worked-out-ids";
import { parseUnion, type Union } from "../resources/union-file";
import { applyWaivers, type WaiverProblem, type Waivable } from "../waivers/apply-waivers";
import { policyDocuments } from "../yardstick/policy-documents";
import { currentDate, yardstickOf, type Yardstick } from "../yardstick/yardstick";
import type { PackConfig } from "./pack-config";

/** What each rule says, with waivers laid over it, or why it says nothing. */
type Outcomes<Judging extends Rule> = Map<Judging, readonly Waivable[] | string>;

/** Everything that a pack knows while the engine works on one stack. */
export class PackState {
  private readonly seen = new Map<string, RegisteredResource>();
  private readonly providers = new Map<string, RegisteredResource>();
  private readonly judged = new Map<string, readonly Judged[]>();
  private readonly byType = new Map<string, readonly PropertyRule[]>();
  /** What rules say of the resource that the engine is about to make. */
  private properties: { readonly urn: string; readonly outcomes: Outcomes<PropertyRule> } | undefined;
  /** Resources about which a rule could not decide, by the rule. */
  private readonly open = new Map<PropertyRule, Set<string>>();
  /** What rules about relations say of the stack, from the moment at which all its resources are known. */
  private readonly relations: Outcomes<RelationRule> = new Map();
  private yardstick: Yardstick | undefined;
  private union: Union | undefined;
  private current: ResourceSet | undefined;

  constructor(
    private readonly projectFolder: string,
    private readonly rules: readonly Rule[],
    private readonly config: () => PackConfig,
  ) {
    for (const rule of rules) {
      if (rule.kind !== "property") continue;
      for (const type of rule.types) this.byType.set(type, [...(this.byType.get(type) ?? []), rule]);
    }
  }

  /** What is measured against. @throws InvalidInputError or Error where there is none, in words for a user */
  yardstickFor(urn: string): Yardstick {
    if (this.yardstick === undefined) {
      const { stack } = parseUrn(urn);
      const config = this.config();
      const platform = stack.replace(/-.*$/, "");
      const source = policyDocuments(this.projectFolder, platform, config);
      this.yardstick = yardstickOf(stack, source, { rules: ruleIds, today: this.today() });
      this.union = config.union === undefined ? undefined : this.readUnion(config.union, stack);
    }
    return this.yardstick;
  }

  /** Remembers a resource that is about to be made, with its provider. */
  note(resource: RegisteredResource, provider: RegisteredResource | undefined): void {
    this.current = undefined;
    this.seen.set(resource.urn, resource);
    if (provider !== undefined) this.providers.set(provider.urn, provider);
  }

  inputsOf(urn: string): RegisteredResource["inputs"] | undefined {
    return this.seen.get(urn)?.inputs;
  }

  /** Judges a resource that is about to be made by every rule about its type; what each says is kept for its own policy. */
  judgeProperties(resource: RegisteredResource): void {
    const rules = this.byType.get(resource.type) ?? [];
    const outcomes = new Map(rules.map((rule) => [rule, this.judgeOne(rule, resource)] as const));
    this.properties = { urn: resource.urn, outcomes };
  }

  /** How a rule stands to the resource that was judged last; `open` where none was. */
  standingOf(rule: PropertyRule): "open" | "other type" | "silent" | "findings" {
    if (this.properties === undefined) return "open";
    const outcomes = this.properties.outcomes.get(rule);
    if (outcomes === undefined) return "other type";
    return isSilent(outcomes) ? "silent" : "findings";
  }

  /** What a rule about properties said of a resource, or says now. */
  propertiesOf(rule: PropertyRule, resource: () => RegisteredResource, urn: string): readonly Waivable[] | string {
    const known = this.properties?.urn === urn ? this.properties.outcomes.get(rule) : undefined;
    return known ?? this.judgeOne(rule, resource());
  }

  /** What a rule says about a resource, with waivers laid over it. */
  private judgeOne(rule: PropertyRule, resource: RegisteredResource): readonly Waivable[] | string {
    const judgement = judgeResource(rule, resource, this.yardstickFor(resource.urn));
    return this.keep(`${rule.id} ${resource.urn}`, rule, judgement);
  }

  /** Leaves a resource about which a rule cannot decide yet to the end of the run, when it is known what leads where. */
  leaveOpen(rule: PropertyRule, urn: string): void {
    this.open.set(rule, (this.open.get(rule) ?? new Set<string>()).add(urn));
  }

  hasOpen(rule: PropertyRule): boolean {
    return this.open.has(rule);
  }

  /** What a rule says about the resources that it left open, with the ids worked out that nobody knows before an update. */
  judgeOpen(rule: PropertyRule, resources: () => readonly RegisteredResource[]): readonly Waivable[] {
    const urns = this.open.get(rule) ?? new Set<string>();
    this.open.delete(rule);
    const set = this.resourceSet(resources);
    return [...urns].flatMap((urn) => {
      const resource = set.withUrn(urn);
      const outcomes = resource === undefined ? [] : this.judgeOne(rule, withWorkedOutIds(resource, set));
      return typeof outcomes === "string" ? [] : outcomes;
    });
  }

  /** Judges every rule about relations; what each says is kept for its own policy. */
  judgeRelations(resources: () => readonly RegisteredResource[]): void {
    for (const rule of this.rules) {
      if (rule.kind === "relation") this.relations.set(rule, this.judgeStack(rule, resources));
    }
  }

  /** Whether a rule about relations has something to say, or was not judged yet. */
  hasFindings(rule: RelationRule): boolean {
    const outcomes = this.relations.get(rule);
    return outcomes === undefined || (typeof outcomes !== "string" && !isSilent(outcomes));
  }

  /** What a rule about relations said, or says now. */
  relationOf(rule: RelationRule, resources: () => readonly RegisteredResource[]): readonly Waivable[] | string {
    return this.relations.get(rule) ?? this.judgeStack(rule, resources);
  }

  /** What a rule says about the stack, or about the platform where the other stacks were handed in. */
  judgeStack(rule: RelationRule, resources: () => readonly RegisteredResource[]): readonly Waivable[] | string {
    const set = this.resourceSet(resources);
    const [first] = set.resources;
    if (first === undefined) return this.keep(rule.id, rule, notApplicable("the stack has no resources"));
    return this.keep(rule.id, rule, judgeRelation(rule, set, this.yardstickFor(first.urn)));
  }

  /** What is wrong with the waivers of the stack, once everything else was judged. */
  waiverProblems(stack: string): readonly WaiverProblem[] {
    const whole = this.rules.filter(
      (rule) => rule.kind === "property" || rule.spans === "stack" || this.union !== undefined,
    );
    return applyWaivers([...this.judged.values()].flat(), this.yardstick?.waivers ?? [], {
      stacks: [stack],
      rules: whole.map(({ id }) => id),
      today: this.today(),
    }).problems;
  }

  private keep(key: string, rule: Rule, judgement: Judgement): readonly Waivable[] | string {
    if (isNotApplicable(judgement)) return judgement.notApplicable;
    const outcomes = judgement.map((outcome): Judged => ({ ...outcome, rule }));
    this.judged.set(key, outcomes);
    const stacks = [...new Set(outcomes.flatMap(({ urn }) => (urn === undefined ? [] : parseUrn(urn).stack)))];
    const whole = { stacks, rules: [rule.id], today: this.today() };
    return applyWaivers(outcomes, this.yardstick?.waivers ?? [], whole).outcomes;
  }

  private today(): string {
    return this.config().today ?? currentDate();
  }

  private resourceSet(resources: () => readonly RegisteredResource[]): ResourceSet {
    if (this.current === undefined) {
      const own = resources();
      const [first] = own;
      if (first !== undefined) this.yardstickFor(first.urn);
      const others = (this.union?.resources ?? []).filter(({ stack }) => stack !== first?.stack);
      this.current = new ResourceSet([...this.providers.values(), ...own, ...others], this.union !== undefined);
    }
    return this.current;
  }

  private readUnion(file: string, stack: string): Union {
    const text = readFileSync(path.resolve(this.projectFolder, file), "utf8");
    const union = parseUnion(text);
    if ("unusable" in union) throw new Error(`The union of resources in ${file} cannot be used: ${union.unusable}.`);
    if (stack !== union.of && !stack.startsWith(`${union.of}-`)) {
      throw new Error(`The union of resources in ${file} is that of ${union.of}, not of the platform of ${stack}.`);
    }
    return union;
  }
}

/** Whether a rule has nothing to report: it applies, and all is kept. */
function isSilent(outcomes: readonly Waivable[] | string): boolean {
  return typeof outcomes !== "string" && outcomes.every(({ result }) => result === "compliant");
}
