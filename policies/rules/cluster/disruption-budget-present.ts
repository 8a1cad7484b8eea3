import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { byHome, homeKey, tenantsByNamespace } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const PROGRAM = "kubernetes:apps/v1:Deployment";
const BUDGET = "kubernetes:policy/v1:PodDisruptionBudget";

const metadata = { name: "application", namespace: "ns-fjel" };
const labels = { "deltawerk/role": "application" };
const program = {
  type: PROGRAM,
  name: "program",
  inputs: { metadata, spec: { template: { metadata: { labels } } } },
} as const;
const budget = (matchLabels: unknown) =>
  ({
    type: BUDGET,
    name: "budget",
    inputs: { metadata, spec: { maxUnavailable: 1, selector: { matchLabels } } },
  }) as const;

/** Whether a budget counts a program's pods; one that selects by nothing counts all of its namespace (Kubernetes API reference, PodDisruptionBudgetSpec, v1). */
function counts(budget: RegisteredResource, program: RegisteredResource): boolean {
  if (valueOf(budget, "spec.selector") === undefined || read(budget, "spec.selector.matchLabels").kind === "unknown") {
    return false;
  }
  const own = (valueOf(program, "spec.template.metadata.labels") ?? {}) as Part;
  const wanted = (valueOf(budget, "spec.selector.matchLabels") ?? {}) as Part;
  return Object.entries(wanted).every(([key, value]) => own[key] === value);
}

export const rule = relationRule({
  id: "disruption-budget-present",
  title: "Planned work on nodes asks a budget before it stops a tenant's program",
  why: "An upgrade of nodes may stop all replicas at once, which customers see as an outage.",
  severity: "high",
  concern: "continuity",
  clauses: ["availability", "recovery.redundancy"],
  remediation: "Add a PodDisruptionBudget in the program's namespace that selects the labels of its pods.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const owners = tenantsByNamespace(tenants);
    const budgets = resources.ofType(BUDGET);
    const placed = byHome(budgets);
    const isOpen = budgets.some((one) =>
      ["metadata.namespace", "spec.selector", "spec.selector.matchLabels"].some(
        (path) => read(one, path).kind === "unknown",
      ),
    );
    const programs = resources.ofType(PROGRAM).filter((one) => owners.has(textOf(one, "metadata.namespace") ?? ""));
    return forEach(programs, "programs of tenants", (program) => {
      if ((placed.get(homeKey(program)) ?? []).some((one) => counts(one, program))) {
        return compliant("a budget counts its pods", program);
      }
      return isOpen
        ? undetermined("whether a budget counts its pods is not known before the update", program)
        : violation("no budget counts its pods, so that planned work may stop them all at once", program);
    });
  },
  cases: {
    pass: { given: [program, budget(labels)], says: ["a budget counts its pods"] },
    fail: {
      given: [program, budget({ app: "other" })],
      says: ["no budget counts its pods, so that planned work may stop them all at once"],
    },
    absent: {
      given: [program],
      says: ["no budget counts its pods, so that planned work may stop them all at once"],
    },
    unknown: {
      given: [program, budget(UNKNOWN)],
      says: ["whether a budget counts its pods is not known before the update"],
    },
    notApplicable: { given: [budget(labels)], says: ["there are no programs of tenants"] },
  },
  sabotage: [
    { what: "lets planned work stop a program", type: BUDGET, remove: true },
    { what: "counts other pods", type: BUDGET, set: { "spec.selector": { matchLabels: { app: "other" } } } },
    {
      what: "counts pods of another namespace",
      type: BUDGET,
      set: { "metadata.namespace": "ns-job" },
      // Its first cluster has no such namespace.
      alsoOn: { superoffice: ["cluster-kinds-known"] },
    },
  ],
});
