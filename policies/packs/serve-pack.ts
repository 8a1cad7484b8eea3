import {
  PolicyPack,
  type Policies,
  type ReportViolation,
  type ResourceValidation,
  type StackValidation,
} from "@pulumi/policy";
import { blocks } from "../framework/judge";
import type { PropertyRule, RelationRule, Rule } from "../framework/rule";
import { tokensOf } from "../rules/rule-ids";
import type { Waivable } from "../waivers/apply-waivers";
import { packConfigJsonSchema, parsePackConfig, type PackConfig } from "./pack-config";
import { providerOf, resourceAfter, resourceBefore } from "./pack-resources";
import { PackState } from "./pack-state";
import { policyMetadata } from "./policy-metadata";

/** What the SDK takes besides a text, though its types do not say so (@pulumi/policy 1.21.0, server.js). */
interface DetailedViolation {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: "advisory";
}

/** Reports what is not kept; what is only to be known is advisory whatever the rule's own level. */
function report(outcome: Waivable, violated: ReportViolation): void {
  const { result, message, urn, waiver, rule } = outcome;
  if (result === "compliant") return;
  const text = `${result === "undetermined" ? "undetermined: " : ""}${message}. ${rule.remediation}`;
  if (waiver === undefined && blocks(outcome) && outcome.awaits === undefined) {
    violated(text, urn);
    return;
  }
  const detail: DetailedViolation = {
    message:
      waiver === undefined ? text : `waived until ${waiver.expires} (${waiver.owner}): ${message}. ${waiver.reason}`,
    enforcementLevel: "advisory",
    ...(urn !== undefined && { urn }),
  };
  (violated as unknown as (violation: DetailedViolation) => void)(detail);
}

/** The resources of a stack with the inputs that they had before, unpacked when somebody asks for them. */
function stackResources({ resources }: Parameters<StackValidation>[0], state: PackState) {
  return () => resources.map((one) => resourceAfter(one, state.inputsOf(one.urn)));
}

/** Serves rules as a policy pack until the engine ends it. */
export function servePack(name: string, rules: readonly Rule[], projectFolder: string): void {
  let config: PackConfig = {};
  const state = new PackState(projectFolder, rules, () => config);
  const yardstick: Policies[number] = {
    name: "yardstick",
    description: "What the deployment is measured against can be read",
    enforcementLevel: "mandatory",
    severity: "critical",
    configSchema: packConfigJsonSchema,
    // The first policy: it sees every resource before the rules do.
    validateResource: (args) => {
      config = parsePackConfig(args.getConfig());
      // Throws where there is no yardstick: the engine stops then, whatever level somebody configured.
      state.yardstickFor(args.urn);
      const resource = resourceBefore(args);
      state.note(resource, providerOf(args));
      // The SDK unpacks the resource anew for every policy that looks at it, so all rules are judged in this one.
      state.judgeProperties(resource);
    },
    // The SDK unpacks all resources anew for every policy that looks at a stack, so all rules are judged in this one.
    validateStack: (args) => state.judgeRelations(stackResources(args, state)),
  };
  const waivers: Policies[number] = {
    name: "waivers",
    description: "Every waiver holds, covers something that is violated, and nothing that is kept",
    enforcementLevel: "mandatory",
    severity: "high",
    // The last policy: everything else was judged.
    validateStack: (args, violated) => {
      const [first] = args.resources;
      if (first === undefined) return;
      const stack = first.urn.slice("urn:pulumi:".length, first.urn.indexOf("::"));
      for (const { message } of state.waiverProblems(stack)) violated(message);
    },
  };
  const served = rules.map((rule) =>
    rule.kind === "property" ? resourcePolicy(rule, state) : stackPolicy(rule, state),
  );
  new PolicyPack(name, { enforcementLevel: "mandatory", policies: [yardstick, ...served, waivers] });

  function resourcePolicy(rule: PropertyRule, known: PackState): Policies[number] {
    const validate = (args: Parameters<typeof resourceBefore>[0], violated: ReportViolation): void => {
      const outcomes = known.propertiesOf(rule, () => resourceBefore(args), args.urn);
      if (typeof outcomes === "string") return args.notApplicable(outcomes);
      for (const outcome of outcomes) {
        if (outcome.result === "undetermined") known.leaveOpen(rule, args.urn);
        else report(outcome, violated);
      }
    };
    const validateOpen: StackValidation = (args, violated) => {
      for (const outcome of known.judgeOpen(rule, stackResources(args, known))) report(outcome, violated);
    };
    // With a type on the function the SDK says that the policy does not apply, and unpacks nothing.
    const validateOther = Object.assign(validate.bind(undefined), { __pulumiType: tokensOf(rule)[0] });
    return {
      ...policyMetadata(rule, projectFolder),
      // The SDK unpacks all resources anew for every policy that has this, so it is there only where something is open.
      get validateStack() {
        return known.hasOpen(rule) ? validateOpen : (undefined as unknown as StackValidation);
      },
      get validateResource() {
        const standing = known.standingOf(rule);
        if (standing === "other type") return validateOther;
        return standing === "silent" ? (undefined as unknown as ResourceValidation) : validate;
      },
    };
  }

  function stackPolicy(rule: RelationRule, known: PackState): Policies[number] {
    const validate: StackValidation = (args, violated) => {
      const outcomes = known.relationOf(rule, stackResources(args, known));
      if (typeof outcomes === "string") return args.notApplicable(outcomes);
      for (const outcome of outcomes) report(outcome, violated);
    };
    return {
      ...policyMetadata(rule, projectFolder),
      get validateStack() {
        return known.hasFindings(rule) ? validate : (undefined as unknown as StackValidation);
      },
    };
  }
}
