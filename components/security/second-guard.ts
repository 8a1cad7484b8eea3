import * as authorization from "@pulumi/azure-native/authorization";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { policyDefinitionId, type BuiltInPolicy } from "../../azure/built-in-policies";

/** Regions in which resources of some types may stand. */
export interface RegionGuard {
  /** 1-48 lower-case letters, digits and hyphens. */
  readonly key: string;
  /** ARM types; empty for all that no other guard names. */
  readonly types: readonly string[];
  readonly regions: readonly string[];
}

export interface SecondGuardArgs {
  /** GUIDs of the subscriptions by what they are for; one that plays two roles is guarded once. */
  readonly subscriptions: Readonly<Record<string, string>>;
  readonly regions: readonly RegionGuard[];
  /** Name of the resource group of the deployment state: it is reached before there is a network. */
  readonly stateGroup: string;
}

const PUBLIC = [
  "public-storage",
  "public-key-vault",
  "public-sql",
  "public-registry",
  "public-cluster",
] as const satisfies readonly BuiltInPolicy[];

interface Refusal {
  readonly key: string;
  readonly policy: BuiltInPolicy;
  readonly says: string;
  readonly parameters: Record<string, { value: string | string[] }>;
  readonly types?: { in: string[] } | { notIn: string[] };
  /** Whether it is kept off the deployment state. */
  readonly spares?: true;
}

const allowed = (regions: readonly string[]) => ({ listOfAllowedLocations: { value: [...regions] } });

function regionRefusals(guards: readonly RegionGuard[]): readonly Refusal[] {
  const named = guards.flatMap(({ types }) => types);
  return guards.flatMap(({ key, types, regions }): Refusal[] => {
    const says = `Only ${regions.join(", ")}: elsewhere data would leave the countries that the service agreement names.`;
    const resources: Refusal = {
      key: `regions-${key}`,
      policy: "regions",
      says,
      parameters: allowed(regions),
      types: types.length === 0 ? { notIn: named } : { in: [...types] },
    };
    if (types.length > 0) return [resources];
    return [resources, { key: "regions-groups", policy: "resource-groups", says, parameters: allowed(regions) }];
  });
}

/**
 * Azure's own refusal of what the agreement excludes, for people who work past this program: other regions, and services
 * that the public network reaches. What is there already stays and shows as non-compliant. Azure heeds an assignment
 * within 30 minutes.
 *
 * @see Microsoft Learn, governance/policy/concepts/assignment-structure (2025): names of at most 64 characters, selectors
 * by type of resource.
 */
export class SecondGuard extends ComponentResource {
  constructor(name: string, args: SecondGuardArgs, options?: ComponentResourceOptions) {
    super("deltawerk:security:SecondGuard", name, {}, options);
    const refusals: readonly Refusal[] = [
      ...regionRefusals(args.regions),
      ...PUBLIC.map((policy): Refusal => ({
        key: policy,
        policy,
        says: "Reached from inside the network only.",
        parameters: { effect: { value: "Deny" } },
        spares: true,
      })),
    ];
    const roles = new Map(Object.entries(args.subscriptions).map(([role, id]) => [id, role]));
    for (const [subscription, role] of roles) {
      for (const { key, policy, says, parameters, types, spares } of refusals) {
        new authorization.PolicyAssignment(
          `${name}-${role}-${key}`,
          {
            policyAssignmentName: `deltawerk-${key}`,
            scope: `/subscriptions/${subscription}`,
            policyDefinitionId: policyDefinitionId(policy),
            displayName: `Deltawerk: ${key}`,
            enforcementMode: "Default",
            parameters,
            nonComplianceMessages: [{ message: says }],
            ...(spares && { notScopes: [`/subscriptions/${subscription}/resourceGroups/${args.stateGroup}`] }),
            ...(types !== undefined && {
              resourceSelectors: [{ name: "types", selectors: [{ kind: "resourceType", ...types }] }],
            }),
          },
          { parent: this },
        );
      }
    }
    this.registerOutputs();
  }
}
