import { compliant, forEach, relationRule, said, undetermined, violation } from "../../framework/language";
import { listOf, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { byHome, homeKey, tenantsByNamespace } from "../cluster/tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const POLICY = "kubernetes:gateway.networking.k8s.io/v1:BackendTLSPolicy";
const ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute";
const SERVICE = "kubernetes:core/v1:Service";

const host = "fjellvik.crm.example.no";
const metadata = { name: "application", namespace: "ns-fjel" };
const target = { group: "", kind: "Service", name: "application" };
const backends = [{ backendRefs: [{ kind: "Service", name: "application", port: 443 }] }];
const led = [
  { type: SERVICE, name: "service", inputs: { metadata } },
  { type: ROUTE, name: "route", inputs: { metadata, spec: { rules: backends } } },
] as const;
const policy = (validation: unknown) =>
  ({ type: POLICY, name: "policy", inputs: { metadata, spec: { targetRefs: [target], validation } } }) as const;
const checked = { hostname: host, wellKnownCACertificates: "System" };

/** Names of the services of its own namespace that a route leads to. */
function servicesOf(route: RegisteredResource): readonly string[] {
  return listOf(route, "spec.rules").flatMap(({ backendRefs }) =>
    (Array.isArray(backendRefs) ? (backendRefs as readonly Part[]) : []).flatMap(({ name, namespace }) =>
      typeof name === "string" && (namespace === undefined || namespace === textOf(route, "metadata.namespace"))
        ? [name]
        : [],
    ),
  );
}

/** Whether a policy is about every port of a service. */
function isAbout(policy: RegisteredResource, service: string): boolean {
  return listOf(policy, "spec.targetRefs").some(
    ({ kind, name, sectionName }) => kind === "Service" && name === service && sectionName === undefined,
  );
}

/**
 * What is wrong with how a policy checks a certificate. Names beside the host name would be taken in its place
 * (gateway-api.sigs.k8s.io, reference/spec, BackendTLSPolicyValidation, v1.4).
 */
function problemsOf(policy: RegisteredResource, hostName: string): readonly string[] {
  const validation = (valueOf(policy, "spec.validation") ?? {}) as Part;
  const { hostname, wellKnownCACertificates: known } = validation;
  const own = [validation["caCertificateRefs"], validation["subjectAltNames"]];
  const [authorities, names] = own.map((list) => (Array.isArray(list) ? list.length : 0));
  return [
    ...(hostname === hostName
      ? []
      : [`it asks for a certificate of ${said(hostname, "nobody")}; it has to be of ${hostName}`]),
    ...(known === "System" && authorities === 0
      ? []
      : ["it trusts other authorities than the public ones (wellKnownCACertificates: System)"]),
    ...(names === 0 ? [] : [`it takes certificates of other names than ${hostName}`]),
  ];
}

export const rule = relationRule({
  id: "route-backend-tls",
  title: "The ingress speaks TLS to a tenant's program, and checks its certificate under the tenant's own host name",
  why: "Requests would cross the cluster in the clear, or go to whoever answers in the program's place.",
  severity: "critical",
  concern: "security",
  clauses: ["encryption.inTransit"],
  remediation:
    "Add a BackendTLSPolicy for the service, with the tenant's host name and wellKnownCACertificates: System, and nothing else.",
  spans: "stack",
  judge: (resources, { tenants }) => {
    const owners = tenantsByNamespace(tenants);
    const policies = byHome(resources.ofType(POLICY));
    const isOpen = (one: RegisteredResource) => JSON.stringify(one.inputs).includes(UNKNOWN);
    const anyOpen = resources.ofType(POLICY).some(isOpen);
    const led = new Set(
      resources.ofType(ROUTE).flatMap((route) => servicesOf(route).map((name) => `${homeKey(route)} ${name}`)),
    );
    const subjects = resources.ofType(SERVICE).flatMap((service) => {
      const tenant = owners.get(textOf(service, "metadata.namespace") ?? "");
      const name = textOf(service, "metadata.name") ?? "";
      return tenant !== undefined && led.has(`${homeKey(service)} ${name}`) ? [{ service, name, tenant }] : [];
    });
    return forEach(subjects, "services of tenants that routes lead to", ({ service, name, tenant }) => {
      const own = (policies.get(homeKey(service)) ?? []).filter((one) => isAbout(one, name));
      if (own.length === 0) {
        return anyOpen
          ? undetermined("how the ingress speaks to it is not known before the update", service)
          : violation("no BackendTLSPolicy is for it, so that the ingress speaks to it without TLS", service);
      }
      return own.flatMap((one) => {
        if (isOpen(one)) return [undetermined("how the ingress speaks to it is not known before the update", one)];
        const problems = problemsOf(one, tenant.hostName);
        return problems.length > 0
          ? problems.map((text) => violation(text, one))
          : [compliant(`the ingress checks the certificate of ${tenant.hostName}`, one)];
      });
    });
  },
  cases: {
    pass: { given: [...led, policy(checked)], says: [`the ingress checks the certificate of ${host}`] },
    fail: {
      given: [...led, policy({ hostname: "other", caCertificateRefs: [{ kind: "ConfigMap", name: "ca" }] })],
      says: [
        `it asks for a certificate of other; it has to be of ${host}`,
        "it trusts other authorities than the public ones (wellKnownCACertificates: System)",
      ],
    },
    absent: {
      given: led,
      says: ["no BackendTLSPolicy is for it, so that the ingress speaks to it without TLS"],
    },
    unknown: {
      given: [...led, policy({ ...checked, hostname: UNKNOWN })],
      says: ["how the ingress speaks to it is not known before the update"],
    },
    notApplicable: {
      given: [led[0], policy(checked)],
      says: ["there are no services of tenants that routes lead to"],
    },
  },
  sabotage: [
    { what: "speaks to a program without TLS", type: POLICY, remove: true },
    { what: "checks another name", type: POLICY, set: { "spec.validation.hostname": "other.example.com" } },
    {
      what: "trusts an authority of its own",
      type: POLICY,
      set: {
        "spec.validation.wellKnownCACertificates": undefined,
        "spec.validation.caCertificateRefs": [{ group: "", kind: "ConfigMap", name: "ca" }],
      },
    },
    {
      what: "takes certificates of others",
      type: POLICY,
      set: { "spec.validation.subjectAltNames": [{ type: "Hostname", hostname: "other.example.com" }] },
    },
    { what: "checks another service", type: POLICY, set: { "spec.targetRefs.0.name": "other" } },
    { what: "checks one port of a service", type: POLICY, set: { "spec.targetRefs.0.sectionName": "admin" } },
  ],
});
