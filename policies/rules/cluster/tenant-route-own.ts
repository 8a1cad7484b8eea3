import {
  compliant,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { routeProblems } from "./route-problems";
import { byHome, homeKey, tenantHomes, tenantsByNamespace } from "./tenant-homes";

const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const SERVICE = "kubernetes:core/v1:Service";
const PROGRAM = "kubernetes:apps/v1:Deployment";

const host = "fjellvik.crm.example.no";
const at = (namespace: string, name = "application") => ({ metadata: { name, namespace } });
const labels = { "deltawerk/role": "application" };
const backend = { kind: "Service", name: "application", port: 443 };
const parent = { kind: "Gateway", namespace: "ns-web", name: "ingress", sectionName: "fjel" };
const around = [
  { type: "kubernetes:core/v1:Namespace", name: "home", inputs: { metadata: { name: "ns-fjel" } } },
  {
    type: GATEWAY,
    name: "ingress",
    inputs: { ...at("ns-web", "ingress"), spec: { listeners: [{ name: "fjel", hostname: host }] } },
  },
  {
    type: SERVICE,
    name: "service",
    inputs: { ...at("ns-fjel"), spec: { selector: labels, ports: [{ port: 443 }] } },
  },
  {
    type: PROGRAM,
    name: "program",
    inputs: {
      ...at("ns-fjel"),
      spec: { template: { metadata: { labels }, spec: { containers: [{ ports: [{ containerPort: 443 }] }] } } },
    },
  },
] as const;
const route = (spec: Readonly<Record<string, unknown>>, namespace = "ns-fjel") =>
  ({
    type: ROUTE,
    name: "route",
    inputs: {
      ...at(namespace),
      spec: { parentRefs: [parent], hostnames: [host], rules: [{ backendRefs: [backend] }], ...spec },
    },
  }) as const;
const led = `${host} is led to the program of tenant fjel`;

/** Where a change of one of a tenant's routes is tried. */
const breaks = (what: string, set: Readonly<Record<string, unknown>>) => ({ what, type: ROUTE, set }) as const;

export const rule = relationRule({
  id: "tenant-route-own",
  title: "Every tenant's host name is led through its cluster's gateway to the tenant's own program, and nowhere else",
  why: "A customer's users would be shown another customer's environment, or nothing at all.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation.url", "isolation"],
  remediation:
    "Give the tenant's namespace one HTTPRoute: the tenant's host name, the listener of the gateway for it, and a rule for every path that leads to the service of the same namespace.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const owners = tenantsByNamespace(tenants);
    const routes = resources.ofType(ROUTE);
    const scene = {
      gateways: byHome(resources.ofType(GATEWAY)),
      services: byHome(resources.ofType(SERVICE)),
      programs: byHome(resources.ofType(PROGRAM)),
    };
    const judgeRoute = (one: RegisteredResource): readonly Outcome[] => {
      const open = ["metadata.namespace", "spec"].some((path) => read(one, path).kind === "unknown");
      if (open || JSON.stringify(one.inputs["spec"] ?? {}).includes(UNKNOWN)) {
        return [undetermined("where it leads is not known before the update", one)];
      }
      const namespace = textOf(one, "metadata.namespace") ?? "default";
      const tenant = owners.get(namespace);
      if (tenant === undefined) {
        return [violation(`it is in namespace ${namespace}; only the namespaces of tenants may lead host names`, one)];
      }
      const problems = routeProblems(one, tenant, scene);
      return problems.length > 0
        ? problems.map((text) => violation(text, one))
        : [compliant(`${tenant.hostName} is led to the program of tenant ${tenant.code}`, one)];
    };
    const homes = tenantHomes(resources, tenants);
    if (homes.length + routes.length === 0) return notApplicable("no namespace of a tenant is among the resources");
    const led = new Set(routes.map((one) => homeKey(one)));
    const isOpen = routes.some((one) => read(one, "metadata.namespace").kind === "unknown");
    return [
      ...homes.flatMap(({ resource, tenant, key }): readonly Outcome[] => {
        if (led.has(key)) return [];
        const what = `${tenant.hostName} to the program of tenant ${tenant.code}`;
        return isOpen
          ? [undetermined(`whether a route leads ${what} is not known before the update`, resource)]
          : [violation(`no route leads ${what}`, resource)];
      }),
      ...routes.flatMap(judgeRoute),
    ];
  },
  cases: {
    pass: { given: [...around, route({})], says: [led] },
    fail: {
      given: [...around, route({ rules: [{ backendRefs: [{ ...backend, namespace: "ns-nord" }] }] })],
      says: ["it leads to Service ns-nord/application, which is not in its own namespace ns-fjel"],
    },
    absent: { given: around, says: [`no route leads ${host} to the program of tenant fjel`] },
    unknown: {
      given: [...around, route({ hostnames: UNKNOWN })],
      says: ["where it leads is not known before the update"],
    },
    notApplicable: {
      given: [{ type: "network:RouteTable", name: "rt", inputs: {} }],
      says: ["no namespace of a tenant is among the resources"],
    },
  },
  sabotage: [
    breaks("hangs a tenant's route on another gateway", { "spec.parentRefs.0.name": "other" }),
    breaks("hangs a tenant's route on another listener", { "spec.parentRefs.0.sectionName": "zzzz" }),
    breaks("hangs a tenant's route on nothing", { "spec.parentRefs": undefined }),
    breaks("sends another tenant's users to a tenant", { "spec.hostnames": ["other.example.com"] }),
    breaks("takes every host name", { "spec.hostnames": undefined }),
    breaks("leads a tenant's users to another tenant", { "spec.rules.0.backendRefs.0.namespace": "ns-zzzz" }),
    breaks("leads a tenant's users to nothing", { "spec.rules": [] }),
    breaks("leads to a service that is not there", { "spec.rules.0.backendRefs.0.name": "other" }),
    breaks("serves one path only", { "spec.rules.0.matches.0.path.value": "/login" }),
    breaks("sends users to another site", {
      "spec.rules.0.filters": [{ type: "RequestRedirect", requestRedirect: { hostname: "other.example.com" } }],
    }),
    breaks("writes another client's address", {
      "spec.rules.0.filters": [
        { type: "RequestHeaderModifier", requestHeaderModifier: { set: [{ name: "X-Forwarded-For", value: "-" }] } },
      ],
    }),
    { what: "removes a tenant's route", type: ROUTE, remove: true },
    {
      what: "leads a tenant's host name from another namespace",
      type: ROUTE,
      adds: { type: ROUTE, inputs: (beside) => ({ ...beside, metadata: { name: "second", namespace: "ns-job" } }) },
    },
    { what: "points a tenant's service at no pods", type: SERVICE, set: { "spec.selector": { app: "other" } } },
    { what: "removes a tenant's service", type: SERVICE, remove: true },
    { what: "removes a tenant's program", type: PROGRAM, remove: true },
    {
      what: "removes a listener of a tenant",
      type: GATEWAY,
      edit: (inputs) => {
        const spec = inputs["spec"] as { readonly listeners: readonly unknown[] };
        return { ...inputs, spec: { ...spec, listeners: spec.listeners.slice(1) } };
      },
    },
    {
      what: "points a tenant's service at a port that is not open",
      type: SERVICE,
      set: { "spec.ports.0.targetPort": 8080 },
    },
  ],
});
