import type { Tenant } from "../../../agreement/tenants";
import { compliant, one, otherType, propertyRule, said, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

type Part = Readonly<Record<string, unknown>>;

const TYPE = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
/** Label that the API server puts on every namespace (kubernetes.io, reference/labels-annotations-taints, v1.36). */
const NAMESPACE_NAME = "kubernetes.io/metadata.name";

const partOf = (value: unknown): Part => (typeof value === "object" && value !== null ? (value as Part) : {});
const partsOf = (value: unknown): readonly Part[] => (Array.isArray(value) ? (value as readonly Part[]) : []);

/**
 * Whose routes a listener takes: those of one chosen namespace. Absent, routes of the gateway's own namespace
 * (gateway-api.sigs.k8s.io, reference/spec, RouteNamespaces, v1.4); a selector without terms takes all
 * (kubernetes.io, concepts/overview/working-with-objects/labels).
 */
function routesProblem(namespaces: Part, home: string): readonly string[] {
  const from = said(namespaces["from"], "Same");
  const { matchLabels, matchExpressions } = partOf(namespaces["selector"]);
  const labels = partOf(matchLabels);
  const terms = Object.keys(labels).length + partsOf(matchExpressions).length;
  if (from === "All" || (from === "Selector" && terms === 0)) {
    return [`takes routes from all namespaces; they have to be of ${home} only`];
  }
  const chosen = from === "Selector" ? said(labels[NAMESPACE_NAME], "others") : "its own namespace";
  return chosen === home ? [] : [`takes routes of ${chosen}; they have to be of ${home} only`];
}

/** Which certificate it shows, and how it speaks. */
function tlsProblems(tls: Part, home: string): readonly string[] {
  const mode = said(tls["mode"], "Terminate");
  const shown = partsOf(tls["certificateRefs"]);
  const strange = shown.filter(({ namespace }) => namespace !== home);
  return [
    ...(mode === "Terminate"
      ? []
      : [`has the TLS mode ${mode}, so that it routes by no host name; it has to be Terminate`]),
    ...(shown.length > 0 || mode !== "Terminate" ? [] : [`shows no certificate; it has to show one of ${home}`]),
    ...strange.map(
      ({ namespace, name }) =>
        `shows the certificate ${said(namespace, "of its own namespace")}/${String(name)}; it has to be of ${home}`,
    ),
    // An implementation's own settings, such as the least version of TLS; the default is 1.2 (Microsoft Learn, aks/istio-about, 2025).
    ...Object.keys(partOf(tls["options"])).map((key) => `changes how TLS is spoken (${key})`),
  ];
}

function problemsOf(listener: Part, tenants: readonly Tenant[]): readonly string[] {
  const { protocol, hostname } = listener;
  if (protocol !== "HTTPS") return [`speaks ${String(protocol)}; it has to speak HTTPS`];
  const tenant = tenants.find(({ hostName }) => hostName === hostname);
  if (tenant === undefined) return [`answers for ${said(hostname, "every host")}, which is no tenant's host name`];
  const home = `ns-${tenant.code}`;
  return [
    ...routesProblem(partOf(partOf(listener["allowedRoutes"])["namespaces"]), home),
    ...tlsProblems(partOf(listener["tls"]), home),
  ];
}

const gateway = (listeners: unknown) => one(TYPE, { spec: { listeners } });
const chosen = { from: "Selector", selector: { matchLabels: { [NAMESPACE_NAME]: "ns-fjel" } } };
const listener = (namespaces: unknown, more: Part = {}) => ({
  name: "fjel",
  hostname: "fjellvik.crm.example.no",
  protocol: "HTTPS",
  tls: { certificateRefs: [{ namespace: "ns-fjel", name: "certificate" }] },
  allowedRoutes: { namespaces },
  ...more,
});

export const rule = propertyRule({
  id: "ingress-listener-narrow",
  title:
    "The ingress speaks TLS alone, for tenants' host names, each with the certificate and the routes of that tenant's namespace",
  why: "One tenant's namespace could take over another tenant's host name, or its users' passwords cross the network in clear.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit", "isolation"],
  remediation:
    "Give each tenant a listener: its host name, protocol HTTPS, the certificate of its namespace, and allowedRoutes.namespaces by a selector for that namespace; leave out tls.options.",
  types: [TYPE],
  judge: (resource, { tenants: { tenants } }) => {
    if (read(resource, "spec.listeners").kind === "unknown") {
      return [undetermined("its listeners are not known before the update", resource)];
    }
    const listeners = listOf(resource, "spec.listeners");
    if (listeners.length === 0) return [violation("it has no listeners", resource)];
    return listeners.flatMap((listener) => {
      const label = `listener ${String(listener["name"])}`;
      if (JSON.stringify(listener).includes(UNKNOWN)) {
        return [undetermined(`what ${label} takes is not known before the update`, resource)];
      }
      const problems = problemsOf(listener, tenants);
      return problems.length > 0
        ? problems.map((text) => violation(`${label} ${text}`, resource))
        : [compliant(`${label} speaks HTTPS for ${String(listener["hostname"])} and its tenant's routes`, resource)];
    });
  },
  cases: {
    pass: {
      given: gateway([listener(chosen)]),
      says: ["listener fjel speaks HTTPS for fjellvik.crm.example.no and its tenant's routes"],
    },
    fail: {
      given: gateway([
        listener({ from: "All" }),
        listener({ from: "Selector", selector: {} }),
        listener(chosen, { protocol: "HTTP" }),
        listener(chosen, { hostname: "*.example.no" }),
        listener(chosen, { tls: { certificateRefs: [{ namespace: "ns-nord", name: "certificate" }] } }),
      ]),
      says: [
        "listener fjel takes routes from all namespaces; they have to be of ns-fjel only",
        "listener fjel takes routes from all namespaces; they have to be of ns-fjel only",
        "listener fjel speaks HTTP; it has to speak HTTPS",
        "listener fjel answers for *.example.no, which is no tenant's host name",
        "listener fjel shows the certificate ns-nord/certificate; it has to be of ns-fjel",
      ],
    },
    absent: {
      given: gateway([listener(undefined)]),
      says: ["listener fjel takes routes of its own namespace; they have to be of ns-fjel only"],
    },
    unknown: { given: gateway(UNKNOWN), says: ["its listeners are not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    {
      what: "takes routes of a host name from every namespace",
      type: TYPE,
      set: { "spec.listeners.0.allowedRoutes.namespaces.from": "All" },
    },
    {
      what: "chooses namespaces by nothing, which is all of them",
      type: TYPE,
      set: { "spec.listeners.0.allowedRoutes.namespaces.selector": {} },
    },
    {
      what: "takes another tenant's routes for a host name",
      type: TYPE,
      set: { "spec.listeners.0.allowedRoutes.namespaces.selector.matchLabels": { [NAMESPACE_NAME]: "ns-zzzz" } },
    },
    { what: "speaks without TLS in the cluster", type: TYPE, set: { "spec.listeners.0.protocol": "HTTP" } },
    { what: "answers for every host", type: TYPE, set: { "spec.listeners.0.hostname": undefined } },
    { what: "answers for many hosts", type: TYPE, set: { "spec.listeners.0.hostname": "*.example.com" } },
    {
      what: "shows another tenant's certificate",
      type: TYPE,
      set: { "spec.listeners.0.tls.certificateRefs": [{ namespace: "ns-zzzz", name: "certificate" }] },
    },
    { what: "routes by no host name", type: TYPE, set: { "spec.listeners.0.tls.mode": "Passthrough" } },
    {
      what: "speaks an old version of TLS in the cluster",
      type: TYPE,
      set: { "spec.listeners.0.tls.options": { "gateway.istio.io/tls-min-protocol-version": "TLSV1_0" } },
    },
    { what: "shows no certificate", type: TYPE, set: { "spec.listeners.0.tls.certificateRefs": [] } },
  ],
});
