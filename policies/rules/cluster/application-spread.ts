import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { listOf, read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { isUnknown, UNKNOWN } from "../../resources/unknown";
import { clusterSites, isZonal } from "./cluster-sites";
import { tenantsByNamespace } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const TYPE = "kubernetes:apps/v1:Deployment";
const PATH = "spec.template.spec.topologySpreadConstraints";
const ZONE = "topology.kubernetes.io/zone";
const HOST = "kubernetes.io/hostname";

const labels = { "deltawerk/role": "application" };
const constraint = (topologyKey: unknown, whenUnsatisfiable: string, matchLabels: object = labels) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable,
  labelSelector: { matchLabels },
});
const program = (topologySpreadConstraints: unknown) =>
  ({
    type: TYPE,
    name: "program",
    inputs: {
      metadata: { name: "application", namespace: "ns-fjel" },
      spec: { template: { metadata: { labels }, spec: { topologySpreadConstraints } } },
    },
  }) as const;
const gateway = {
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "ingress",
  inputs: {
    spec: {
      infrastructure: {
        annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "snet-sol-noe-01-web" },
      },
    },
  },
} as const;

/** Whether a constraint counts the pods of a program and no others. */
function isAbout({ labelSelector }: Part, program: RegisteredResource): boolean {
  const { matchLabels } = (labelSelector ?? {}) as { readonly matchLabels?: Part };
  const own = (valueOf(program, "spec.template.metadata.labels") ?? {}) as Part;
  const wanted = Object.entries(matchLabels ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => own[key] === value);
}

/** What binds pods to some zones or nodes: those that are left out do not count as apart (kubernetes.io, concepts/scheduling-eviction/topology-spread-constraints, nodeAffinityPolicy, v1.36). */
function boundTo(program: RegisteredResource): string | undefined {
  const selector = (valueOf(program, "spec.template.spec.nodeSelector") ?? {}) as Part;
  const key = [ZONE, HOST].find((each) => each in selector);
  if (key !== undefined) return `nodeSelector ${key}`;
  return valueOf(program, "spec.template.spec.affinity") === undefined ? undefined : "affinity";
}

export const rule = relationRule({
  id: "application-spread",
  title: "The replicas of a tenant's program stand in different zones, or on different nodes where there are no zones",
  why: "All replicas would be on one node or in one building, and go with it.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: `Add a topologySpreadConstraint with topologyKey ${ZONE} (${HOST} where the site has no zones), maxSkew 1, whenUnsatisfiable DoNotSchedule and the labels of the pods.`,
  spans: "stack",
  judge: (resources, { tenants }) => {
    const owners = tenantsByNamespace(tenants);
    const sites = clusterSites(resources);
    const programs = resources.ofType(TYPE).filter((one) => owners.has(textOf(one, "metadata.namespace") ?? ""));
    return forEach(programs, "programs of tenants", (program) => {
      const given = listOf(program, PATH);
      if (read(program, PATH).kind === "unknown" || given.some((one) => Object.values(one).some(isUnknown))) {
        return undetermined("how its replicas are spread is not known before the update", program);
      }
      const site = sites.get(program.provider ?? "");
      const keys = site === undefined ? [ZONE, HOST] : isZonal(site) ? [ZONE] : [HOST];
      const where = keys.includes(ZONE) ? "zones" : "nodes";
      const bound = boundTo(program);
      if (bound !== undefined)
        return violation(
          `its pods are bound to a part of the nodes (${bound}), so that nothing is left to spread over`,
          program,
        );
      const [own] = given.filter((one) => keys.includes(String(one["topologyKey"])) && isAbout(one, program));
      if (own === undefined)
        return violation(`nothing keeps its replicas apart over ${where} (${keys.join(" or ")})`, program);
      // Absent, it is DoNotSchedule (Kubernetes API reference, TopologySpreadConstraint, which demands it).
      if ((own["whenUnsatisfiable"] ?? "DoNotSchedule") !== "DoNotSchedule") {
        return violation(
          `its replicas are kept apart over ${where} only where that suits (whenUnsatisfiable is ${String(own["whenUnsatisfiable"])})`,
          program,
        );
      }
      return Number(own["maxSkew"] ?? 1) > 1
        ? violation(
            `${String(own["maxSkew"])} more of its replicas may stand together than apart (maxSkew); it has to be 1`,
            program,
          )
        : compliant(`its replicas are kept apart over ${where}`, program);
    });
  },
  cases: {
    pass: {
      given: [gateway, program([constraint(ZONE, "DoNotSchedule")])],
      says: ["its replicas are kept apart over zones"],
    },
    fail: {
      given: [gateway, program([constraint(ZONE, "ScheduleAnyway")])],
      says: ["its replicas are kept apart over zones only where that suits (whenUnsatisfiable is ScheduleAnyway)"],
    },
    absent: {
      given: [gateway, program(undefined)],
      says: [`nothing keeps its replicas apart over zones (${ZONE})`],
    },
    unknown: {
      given: [gateway, program([constraint(UNKNOWN, "DoNotSchedule")])],
      says: ["how its replicas are spread is not known before the update"],
    },
    notApplicable: { given: [gateway], says: ["there are no programs of tenants"] },
  },
  sabotage: [
    { what: "lets all replicas stand together", type: TYPE, set: { [PATH]: undefined } },
    {
      what: "keeps replicas apart where that suits",
      type: TYPE,
      set: { [`${PATH}.0.whenUnsatisfiable`]: "ScheduleAnyway" },
    },
    {
      what: "keeps replicas apart over something else",
      type: TYPE,
      set: { [`${PATH}.0.topologyKey`]: "kubernetes.io/os" },
    },
    {
      what: "keeps other pods apart",
      type: TYPE,
      set: { [`${PATH}.0.labelSelector`]: { matchLabels: { app: "other" } } },
    },
    { what: "lets most replicas stand together", type: TYPE, set: { [`${PATH}.0.maxSkew`]: 5 } },
    {
      what: "binds all replicas to one zone",
      type: TYPE,
      set: { "spec.template.spec.affinity": { nodeAffinity: {} } },
    },
  ],
});
