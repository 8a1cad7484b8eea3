import { compliant, forEach, relationRule, said, undetermined, violation } from "../../framework/language";
import type { Sabotage } from "../../framework/sabotage";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { clusterSites, isZonal } from "./cluster-sites";
import { gatewaysWithOptions } from "./ingress-options";

type Part = Readonly<Record<string, unknown>>;

const MAP = "kubernetes:core/v1:ConfigMap";
const ZONE = "topology.kubernetes.io/zone";
const HOST = "kubernetes.io/hostname";
/** The class that AKS's Istio add-on carries out (Microsoft Learn, aks/istio-gateway-api, 2025-08). */
const CLASS = "istio";

/** What of the proxies may go at once. @param keys topology keys over which they have to be kept apart */
function problemsOf(of: (object: string) => Part, keys: readonly string[]): readonly string[] {
  const least = of("horizontalPodAutoscaler")["minReplicas"];
  const { minAvailable, maxUnavailable } = of("podDisruptionBudget");
  const template = (of("deployment")["template"] ?? {}) as {
    readonly spec?: { readonly topologySpreadConstraints?: readonly Part[] };
  };
  const isApart = (template.spec?.topologySpreadConstraints ?? []).some(
    ({ topologyKey, whenUnsatisfiable }) => keys.includes(String(topologyKey)) && whenUnsatisfiable === "DoNotSchedule",
  );
  return [
    ...(Number(least ?? 0) >= 2
      ? []
      : [`its proxies run ${said(least, "nobody knows how often")} at least; it has to be 2 or more`]),
    ...(minAvailable === 1 || maxUnavailable === 1
      ? []
      : ["planned work may stop all its proxies at once (podDisruptionBudget)"]),
    ...(isApart ? [] : [`nothing keeps its proxies apart (DoNotSchedule over ${keys.join(" or ")})`]),
  ];
}

const spread = [{ topologyKey: ZONE, whenUnsatisfiable: "DoNotSchedule" }];
const data = (replicas: unknown) => ({
  horizontalPodAutoscaler: JSON.stringify({ spec: { minReplicas: replicas } }),
  podDisruptionBudget: JSON.stringify({ spec: { minAvailable: 1 } }),
  deployment: JSON.stringify({ spec: { template: { spec: { topologySpreadConstraints: spread } } } }),
});
const gateway = {
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "ingress",
  inputs: {
    metadata: { name: "ingress", namespace: "ns-web" },
    spec: { gatewayClassName: CLASS, infrastructure: { parametersRef: { kind: "ConfigMap", name: "options" } } },
  },
} as const;
const map = (given: unknown) =>
  ({
    type: MAP,
    name: "options",
    inputs: { metadata: { name: "options", namespace: "ns-web" }, data: given },
  }) as const;

/** A change of what the gateway's options say of one kind of object. */
const changes = (what: string, object: string, change: (text: string) => string): Sabotage => ({
  what,
  type: MAP,
  where: ({ inputs }) => JSON.stringify(inputs).includes("horizontalPodAutoscaler"),
  edit: (inputs) => {
    const before = inputs["data"] as Readonly<Record<string, string>>;
    return { ...inputs, data: { ...before, [object]: change(before[object] ?? "") } };
  },
});

export const rule = relationRule({
  id: "ingress-redundant",
  title: "The ingress of a cluster runs at least twice, apart, and planned work leaves one of it",
  why: "Every tenant of the cell would be offline with one node, or with one upgrade.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy", "availability"],
  remediation:
    "In the ConfigMap of the gateway's parametersRef set minReplicas to 2 or more, minAvailable to 1 and a spread over zones (nodes where there are none) with DoNotSchedule.",
  spans: "stack",
  judge: (resources) => {
    const sites = clusterSites(resources);
    return forEach(gatewaysWithOptions(resources), "gateways of clusters", ({ gateway, options }) => {
      if (options.kind === "unknown") return undetermined("how often it runs is not known before the update", gateway);
      const site = sites.get(gateway.provider ?? "");
      const keys = site === undefined ? [ZONE, HOST] : isZonal(site) ? [ZONE] : [HOST];
      const name = textOf(gateway, "spec.gatewayClassName");
      const problems = [
        ...(name === CLASS
          ? []
          : [`its class is ${name ?? "absent"}, which nothing in the cluster carries out; it has to be ${CLASS}`]),
        ...(options.kind === "known"
          ? problemsOf(options.of, keys)
          : ["nothing that can be read says how often its proxies run and where (parametersRef)"]),
      ];
      return problems.length > 0
        ? problems.map((text) => violation(text, gateway))
        : [compliant("its proxies run at least twice, apart, and one of them stays", gateway)];
    });
  },
  cases: {
    pass: { given: [gateway, map(data(2))], says: ["its proxies run at least twice, apart, and one of them stays"] },
    fail: { given: [gateway, map(data(1))], says: ["its proxies run 1 at least; it has to be 2 or more"] },
    absent: {
      given: [gateway],
      says: ["nothing that can be read says how often its proxies run and where (parametersRef)"],
    },
    unknown: { given: [gateway, map(UNKNOWN)], says: ["how often it runs is not known before the update"] },
    notApplicable: { given: [map(data(2))], says: ["there are no gateways of clusters"] },
  },
  sabotage: [
    changes("runs the ingress once", "horizontalPodAutoscaler", (text) =>
      text.replace(/"minReplicas":\d+/, '"minReplicas":1'),
    ),
    changes("lets planned work stop the ingress", "podDisruptionBudget", (text) => text.replace(":1,", ":0,")),
    changes("lets the ingress stand on one node", "deployment", (text) =>
      text.replaceAll("DoNotSchedule", "ScheduleAnyway"),
    ),
    {
      what: "leaves the ingress to its controller",
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      set: { "spec.infrastructure.parametersRef": undefined },
      also: ["ingress-client-address"],
    },
    {
      what: "gives the ingress to a controller that is not there",
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      set: { "spec.gatewayClassName": "nginx" },
    },
  ],
});
