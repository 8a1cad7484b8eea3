import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { tenantsWithWorkload } from "../backup/scheduled-jobs";
import { byHome, tenantHomes } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const QUOTA = "kubernetes:core/v1:ResourceQuota";
const LIMITS = "kubernetes:core/v1:LimitRange";

/** What all pods of a namespace together have to be bounded in; older names of requests count too. */
const BOUNDED: readonly (readonly string[])[] = [
  ["requests.cpu", "cpu"],
  ["limits.cpu"],
  ["requests.memory", "memory"],
  ["limits.memory"],
  ["pods", "count/pods"],
];
/** Doors of its own that a namespace may not open. */
const CLOSED = ["services.loadbalancers", "services.nodeports"];
const EACH = ["default.cpu", "default.memory", "max.cpu", "max.memory"];

const metadata = { name: "tenant", namespace: "ns-fjel" };
const home = { type: "kubernetes:core/v1:Namespace", name: "home", inputs: { metadata: { name: "ns-fjel" } } } as const;
const hard = {
  pods: "10",
  "requests.cpu": "2",
  "limits.cpu": "4",
  "requests.memory": "5Gi",
  "limits.memory": "5Gi",
  "services.loadbalancers": "0",
  "services.nodeports": "0",
};
const quota = (given: unknown) =>
  ({ type: QUOTA, name: "quota", inputs: { metadata, spec: { hard: given } } }) as const;
const sizes = { cpu: "1", memory: "512Mi" };
const limits = {
  type: LIMITS,
  name: "limits",
  inputs: { metadata, spec: { limits: [{ type: "Container", default: sizes, max: sizes }] } },
} as const;

/** What the quotas of a namespace leave open. One with scopes is about some pods only. */
function openInQuota(quotas: readonly RegisteredResource[]): readonly string[] {
  const hard: Part = Object.assign(
    {},
    ...quotas
      .filter((one) => ["spec.scopes", "spec.scopeSelector"].every((path) => read(one, path).kind === "absent"))
      .map((one) => valueOf(one, "spec.hard") ?? {}),
  ) as Part;
  return [
    ...BOUNDED.filter((names) => names.every((name) => hard[name] === undefined)).map(
      ([name = ""]) => `no ResourceQuota bounds ${name}`,
    ),
    ...CLOSED.filter((name) => Number(hard[name] ?? 1) !== 0).map((name) => `no ResourceQuota sets ${name} to 0`),
  ];
}

/** What its ranges leave open for a container that says nothing itself. */
function openInLimits(ranges: readonly RegisteredResource[]): readonly string[] {
  const containers = ranges.flatMap((one) => listOf(one, "spec.limits")).filter(({ type }) => type === "Container");
  return EACH.filter((path) => {
    const [kind = "", size = ""] = path.split(".");
    return containers.every((one) => (one[kind] as Part | undefined)?.[size] === undefined);
  }).map((path) => `no LimitRange gives containers a ${path}`);
}

export const rule = relationRule({
  id: "namespace-bounded",
  title: "Every tenant has a namespace that bounds what its programs take together and each",
  why: "One tenant's busy or broken program would take processors and memory from all others.",
  severity: "high",
  concern: "continuity",
  clauses: ["isolation.compute", "availability"],
  remediation:
    "Add a ResourceQuota with requests and limits of cpu and memory, pods, and no services of load balancers or node ports; and a LimitRange with default and max of both for containers.",
  spans: "stack",
  judge: (resources, measure) => {
    const homes = tenantHomes(resources, measure.tenants);
    const homeless = tenantsWithWorkload(resources, measure).filter(
      ({ code }) => !homes.some(({ tenant }) => tenant.code === code),
    );
    if (homes.length + homeless.length === 0) return notApplicable("no tenant's namespace is among the resources");
    const [quotas, ranges] = [resources.ofType(QUOTA), resources.ofType(LIMITS)];
    const placed = [byHome(quotas), byHome(ranges)] as const;
    const anyOpen = [...quotas, ...ranges].some((one) => read(one, "metadata.namespace").kind === "unknown");
    return [
      ...homeless.map(({ code }) => violation(`tenant ${code} has no namespace`)),
      ...homes.flatMap(({ resource, key }) => {
        const [own, ownRanges] = [placed[0].get(key) ?? [], placed[1].get(key) ?? []];
        const isOpen = [...own, ...ownRanges].some(
          (one) => isUnknown(one.inputs["spec"]) || read(one, "spec.hard").kind === "unknown",
        );
        if (isOpen) return [undetermined("what bounds it is not known before the update", resource)];
        const open = [...openInQuota(own), ...openInLimits(ownRanges)];
        if (open.length === 0) return [compliant("what is in it is bounded, together and each", resource)];
        return anyOpen
          ? [undetermined("what bounds it is not known before the update", resource)]
          : open.map((text) => violation(text, resource));
      }),
    ];
  },
  cases: {
    pass: { given: [home, quota(hard), limits], says: ["what is in it is bounded, together and each"] },
    fail: {
      given: [home, quota({ ...hard, "limits.memory": undefined, "services.nodeports": "3" }), limits],
      says: ["no ResourceQuota bounds limits.memory", "no ResourceQuota sets services.nodeports to 0"],
    },
    absent: {
      given: [home, quota(hard)],
      says: EACH.map((path) => `no LimitRange gives containers a ${path}`),
    },
    unknown: {
      given: [home, quota(UNKNOWN), limits],
      says: ["what bounds it is not known before the update"],
    },
    notApplicable: { given: [quota(hard)], says: ["no tenant's namespace is among the resources"] },
  },
  sabotage: [
    { what: "lets a tenant take whatever it can", type: QUOTA, remove: true },
    {
      what: "bounds no memory",
      type: QUOTA,
      set: { "spec.hard": { pods: "10", "requests.cpu": "2", "limits.cpu": "4" } },
    },
    { what: "bounds pods without resources only", type: QUOTA, set: { "spec.scopes": ["BestEffort"] } },
    { what: "lets each program take whatever it can", type: LIMITS, remove: true },
    { what: "gives programs no default", type: LIMITS, set: { "spec.limits.0.default": undefined } },
    { what: "bounds no program's memory", type: LIMITS, set: { "spec.limits.0.max": { cpu: "1" } } },
  ],
});
