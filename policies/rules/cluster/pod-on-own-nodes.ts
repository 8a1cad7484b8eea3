import {
  compliant,
  one,
  otherType,
  propertyRule,
  said,
  undetermined,
  violation,
  type Measure,
} from "../../framework/language";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { podSpecOf, WORKLOAD_TYPES } from "./pod-specs";
import { tenantsByNamespace } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

/** Label and taint of nodes that are kept for one tenant. */
const TENANT = "deltawerk/tenant";

/** The code of the tenant for whom nodes are kept, and whose namespace an object is in. */
function keptFor(resource: RegisteredResource, { agreement, tenants }: Measure): string | undefined {
  const tenant = tenantsByNamespace(tenants).get(textOf(resource, "metadata.namespace") ?? "");
  const compute = tenant?.overrides.compute ?? agreement.isolation.compute;
  return compute === "nodePool" ? tenant?.code : undefined;
}

/** Tolerations with which pods get onto nodes that are kept for others. One without a key stands every taint (Kubernetes API reference, Toleration). */
function strangeTolerations(tolerations: readonly Part[], own: string | undefined): readonly string[] {
  return tolerations.flatMap(({ key, operator = "Equal", value }) => {
    if (key === undefined || key === "")
      return ["it stands every taint, so that it may run on nodes that are kept for others"];
    return key === TENANT && (operator !== "Equal" || value !== own)
      ? [
          `it stands the taint of the nodes of ${operator === "Equal" ? `tenant ${String(value)}` : "every tenant"}, which are kept for others`,
        ]
      : [];
  });
}

const deployment = (spec: Part, namespace = "ns-duin") =>
  one("kubernetes:apps/v1:Deployment", { metadata: { name: "application", namespace }, spec: { template: { spec } } });
const toleration = (value: string) => ({ key: TENANT, operator: "Equal", value, effect: "NoSchedule" });
const kept = "its pods run where they have to";

export const rule = propertyRule({
  id: "pod-on-own-nodes",
  title: "A tenant's program runs on that tenant's nodes where it has some, and nothing runs on another tenant's",
  why: "A tenant's work, and what breaks out of it, would share a machine with the others.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.compute"],
  remediation: `Set nodeSelector ${TENANT} to the tenant's code where it has nodes of its own, tolerate that taint only, and leave out nodeName and priorityClassName.`,
  types: WORKLOAD_TYPES,
  judge: (resource, measure) => {
    const pods = podSpecOf(resource);
    const placed = ["nodeSelector", "tolerations", "nodeName", "priorityClassName"].map((name) => `${pods}.${name}`);
    const isOpen =
      ["metadata.namespace", ...placed].some((path) => read(resource, path).kind === "unknown") ||
      JSON.stringify([
        valueOf(resource, `${pods}.nodeSelector`) ?? {},
        listOf(resource, `${pods}.tolerations`),
      ]).includes(UNKNOWN);
    if (isOpen) return [undetermined("where its pods run is not known before the update", resource)];
    const own = keptFor(resource, measure);
    const selected = ((valueOf(resource, `${pods}.nodeSelector`) ?? {}) as Part)[TENANT];
    // Pods without a class have the same priority (kubernetes.io, concepts/scheduling-eviction/pod-priority-preemption, v1.36).
    const priority = textOf(resource, `${pods}.priorityClassName`);
    const nodeName = textOf(resource, `${pods}.nodeName`);
    const problems = [
      ...(selected === own
        ? []
        : [
            own === undefined
              ? `it asks for the nodes of tenant ${said(selected)}, which are kept for others`
              : `it asks for ${selected === undefined ? "any node" : `the nodes of tenant ${said(selected)}`}; it has to ask for those of tenant ${own}`,
          ]),
      ...strangeTolerations(listOf(resource, `${pods}.tolerations`), own),
      ...(priority === undefined ? [] : [`its pods push others off their nodes (priorityClassName is ${priority})`]),
      ...(nodeName === undefined ? [] : [`it is bound to node ${nodeName}, past every taint`]),
    ];
    return problems.length > 0 ? problems.map((text) => violation(text, resource)) : [compliant(kept, resource)];
  },
  cases: {
    pass: {
      platform: "pct",
      given: deployment({ nodeSelector: { [TENANT]: "duin" }, tolerations: [toleration("duin")] }),
      says: [kept],
    },
    fail: {
      platform: "pct",
      given: deployment({
        nodeSelector: { [TENANT]: "lind" },
        tolerations: [toleration("lind"), { operator: "Exists" }],
      }),
      says: [
        "it asks for the nodes of tenant lind; it has to ask for those of tenant duin",
        "it stands the taint of the nodes of tenant lind, which are kept for others",
        "it stands every taint, so that it may run on nodes that are kept for others",
      ],
    },
    absent: {
      platform: "pct",
      given: deployment({}),
      says: ["it asks for any node; it has to ask for those of tenant duin"],
    },
    unknown: {
      platform: "pct",
      given: deployment({ nodeSelector: UNKNOWN }),
      says: ["where its pods run is not known before the update"],
    },
    notApplicable: otherType(...WORKLOAD_TYPES),
  },
  sabotage: [
    {
      what: "lets a tenant's program run on another tenant's nodes",
      type: "kubernetes:apps/v1:Deployment",
      set: {
        "spec.template.spec.nodeSelector": { [TENANT]: "zzzz" },
        "spec.template.spec.tolerations": [toleration("zzzz")],
      },
    },
    {
      what: "lets a tenant's program run anywhere",
      type: "kubernetes:apps/v1:Deployment",
      where: ({ inputs }) => JSON.stringify(inputs).includes(`"nodeSelector":{"${TENANT}"`),
      set: { "spec.template.spec.nodeSelector": undefined },
    },
    {
      what: "lets a job run on every node",
      type: "kubernetes:batch/v1:CronJob",
      set: { "spec.jobTemplate.spec.template.spec.tolerations": [{ operator: "Exists" }] },
    },
    {
      what: "binds a program to a node",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.nodeName": "aks-system-0" },
    },
    {
      what: "lets a tenant's program push others off their nodes",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.priorityClassName": "system-node-critical" },
    },
  ],
});
