import { residentData } from "../../../agreement/families/residency";
import {
  BUILT_IN_POLICIES,
  builtInPolicyOf,
  policyDefinitionId,
  type BuiltInPolicy,
} from "../../../azure/built-in-policies";
import { findRegion } from "../../../azure/regions";
import {
  compliant,
  needsUnion,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Measure,
  type Outcome,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { placesOf, type Places } from "../residency/places";
import { subscriptionsOf } from "./subscriptions";

/** One thing that Azure itself has to refuse in a subscription. */
interface Refusal {
  readonly policy: BuiltInPolicy;
  /** For people: `databases outside of NO`. */
  readonly what: string;
  /** ARM type that has to be held; every type where there is none. */
  readonly type?: string;
  /** Where it may stand. */
  readonly places?: Places;
}

/** A type that holds one kind of data and nothing else, and one that may hold several. */
const TYPES = {
  databases: "Microsoft.Sql/servers/databases",
  keys: "Microsoft.KeyVault/vaults",
  logs: "Microsoft.OperationalInsights/workspaces",
  images: "Microsoft.ContainerRegistry/registries",
} as const;
const MANY_KINDS = "Microsoft.Storage/storageAccounts";
const PUBLIC = (Object.keys(BUILT_IN_POLICIES) as BuiltInPolicy[]).filter((policy) => policy.startsWith("public-"));

function refusalsOf({ agreement }: Measure): readonly Refusal[] {
  const copies = agreement.backup.independentCopies.flatMap(({ in: places }) => places ?? []);
  const anywhere = placesOf(agreement, [...residentData.flatMap((kind) => agreement.residency[kind] ?? []), ...copies]);
  const kinds = Object.entries(TYPES).map(([kind, type]): Refusal => {
    const places = placesOf(agreement, agreement.residency[kind as keyof typeof TYPES] ?? []);
    return { policy: "regions", what: `${kind} outside of ${places.said}`, type, places };
  });
  return [
    ...kinds,
    { policy: "regions", what: `storage outside of ${anywhere.said}`, type: MANY_KINDS, places: anywhere },
    { policy: "resource-groups", what: `resource groups outside of ${anywhere.said}`, places: anywhere },
    ...PUBLIC.map((policy): Refusal => ({
      policy,
      what: `${policy.replace("public-", "").replace("-", " ")} that the public network reaches`,
    })),
  ];
}

/** Whether an assignment looks at resources of a type: it has no selectors, or they name it. */
function covers(assignment: RegisteredResource, type: string | undefined): boolean {
  const selectors = listOf(assignment, "resourceSelectors");
  if (selectors.length === 0) return true;
  if (type === undefined) return false;
  return selectors.some((one) =>
    ((one["selectors"] ?? []) as readonly Readonly<Record<string, readonly string[] | undefined>>[]).every(
      ({ in: only, notIn }) => (only === undefined || only.includes(type)) && notIn?.includes(type) !== true,
    ),
  );
}

type Holding = "yes" | "no" | "unknown";

function holds(assignment: RegisteredResource, { policy, type, places }: Refusal, scope: string): Holding {
  if (builtInPolicyOf(textOf(assignment, "policyDefinitionId") ?? "") !== policy) return "no";
  if (textOf(assignment, "scope")?.toLowerCase() !== scope || !covers(assignment, type)) return "no";
  // A resource group may be left out for the deployment state; the subscription itself never.
  const left = listOf(assignment, "notScopes") as unknown as readonly string[];
  if (left.some((one) => places !== undefined || !/\/resourceGroups\/rg-[a-z0-9-]+-sta$/i.test(one))) return "no";
  if (listOf(assignment, "overrides").length > 0) return "no";
  if (places === undefined) {
    // Azure's policies on public access only report unless they are told to deny.
    const effect = read(assignment, "parameters.effect.value");
    return effect.kind === "unknown" ? "unknown" : effect.kind === "given" && effect.value === "Deny" ? "yes" : "no";
  }
  const reading = read(assignment, "parameters.listOfAllowedLocations.value");
  if (reading.kind === "unknown") return "unknown";
  const regions = reading.kind === "given" && Array.isArray(reading.value) ? reading.value.map(String) : [];
  return regions.length > 0 && regions.every((one) => places.countries.includes(findRegion(one)?.country ?? ""))
    ? "yes"
    : "no";
}

const database = { type: "sql:Database", name: "db", inputs: { databaseName: "db" } } as const;
const assignment = (policy: BuiltInPolicy, inputs: Readonly<Record<string, unknown>> = {}, name: string = policy) =>
  ({
    type: "authorization:PolicyAssignment",
    name,
    inputs: { policyDefinitionId: policyDefinitionId(policy), scope: "/subscriptions/s", ...inputs },
  }) as const;
const within = (...value: readonly string[]) => ({ parameters: { listOfAllowedLocations: { value } } });
const allPublic = PUBLIC.map((policy) => assignment(policy, { parameters: { effect: { value: "Deny" } } }));
const group = assignment("resource-groups", within("norwayeast"));
const outside = [
  ...Object.keys(TYPES).map((kind) => `${kind} outside of NO in subscription s`),
  "storage outside of NO or EU in subscription s",
];
const kept = { given: [database, group, assignment("regions", within("norwayeast")), ...allPublic] };

export const rule = relationRule({
  id: "second-guard-present",
  title: "Azure itself refuses other regions and public services in every subscription",
  why: "What somebody makes past this program would be judged by nobody before it holds data.",
  severity: "high",
  concern: "residency",
  clauses: ["residency"],
  remediation:
    "Assign the built-in policies on allowed locations, of resources and of resource groups, and those on public network access to the whole subscription.",
  spans: "platform",
  judge: (resources, measure) => {
    const subscriptions = subscriptionsOf(resources);
    if (subscriptions.length === 0) return notApplicable("no subscription is known");
    const assignments = resources.ofType("authorization:PolicyAssignment");
    return subscriptions.flatMap((subscription): readonly Outcome[] => {
      const wrong = refusalsOf(measure).flatMap((refusal): readonly Outcome[] => {
        const found = assignments.map((one) => holds(one, refusal, `/subscriptions/${subscription}`));
        if (found.includes("yes")) return [];
        const about = `${refusal.what} in subscription ${subscription}`;
        if (!resources.isUnion) return [needsUnion(`whether Azure refuses ${about}`)];
        return found.includes("unknown")
          ? [undetermined(`whether Azure refuses ${about} is not known before the update`)]
          : [violation(`no assignment of Azure Policy refuses ${about}`)];
      });
      return wrong.length > 0
        ? wrong
        : [compliant(`Azure refuses other regions and public services in subscription ${subscription}`)];
    });
  },
  cases: {
    pass: { ...kept, says: ["Azure refuses other regions and public services in subscription s"] },
    fail: {
      given: [database, group, assignment("regions", within("norwayeast", "eastus")), ...allPublic.slice(1)],
      says: [...outside, "storage that the public network reaches in subscription s"].map(
        (what) => `no assignment of Azure Policy refuses ${what}`,
      ),
    },
    absent: {
      given: [database, group, assignment("regions"), ...allPublic],
      says: outside.map((what) => `no assignment of Azure Policy refuses ${what}`),
    },
    unknown: {
      given: [
        database,
        group,
        assignment("regions", { parameters: { listOfAllowedLocations: { value: UNKNOWN } } }),
        ...allPublic,
      ],
      says: outside.map((what) => `whether Azure refuses ${what} is not known before the update`),
    },
    notApplicable: {
      given: [{ type: "security:Pricing", name: "plan", inputs: { pricingName: "Arm" } }],
      says: ["no subscription is known"],
    },
  },
  sabotage: [
    {
      what: "removes Azure's refusal of other regions for keys",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-regions-keys",
      remove: true,
    },
    {
      what: "lets resource groups stand in another continent",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-regions-groups",
      set: { "parameters.listOfAllowedLocations.value": ["norwayeast", "westeurope", "eastus"] },
    },
    {
      what: "leaves the whole subscription out of a refusal",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-public-sql",
      edit: (inputs) => ({ ...inputs, notScopes: [inputs["scope"]] }),
    },
    {
      what: "lets a refusal only report",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-public-sql",
      edit: ({ parameters: _, ...inputs }) => inputs,
    },
    {
      what: "overrides the effect of a refusal",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-public-sql",
      edit: (inputs) => ({ ...inputs, overrides: [{ kind: "policyEffect", value: "Audit" }] }),
    },
    {
      what: "assigns a refusal to one resource group only",
      type: "authorization:PolicyAssignment",
      where: (one) => textOf(one, "policyAssignmentName") === "deltawerk-public-storage",
      edit: (inputs) => ({ ...inputs, scope: `${String(inputs["scope"])}/resourceGroups/rg-one` }),
    },
  ],
});
