import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import { isUnknown, UNKNOWN } from "../../resources/unknown";

const TYPE = "kubernetes:gateway.networking.k8s.io/v1beta1:ReferenceGrant";
const gateway = { group: "gateway.networking.k8s.io", kind: "Gateway", namespace: "ns-web" };
const secret = { group: "", kind: "Secret", name: "certificate" };
const grant = (from: unknown, to: unknown) => one(TYPE, { spec: { from, to } });
const kept = "it gives certificate to gateways of ns-web, and nothing else";

export const rule = propertyRule({
  id: "reference-grant-narrow",
  title: "A namespace gives other namespaces single named secrets, and those to the gateways alone",
  why: "Another tenant's objects could use this tenant's certificate, secrets or services.",
  severity: "high",
  concern: "security",
  clauses: ["isolation"],
  remediation: "Grant from kind Gateway in the gateways' namespace to a Secret with its name.",
  types: [TYPE],
  judge: (resource, { tenants }) => {
    const [from, to] = [listOf(resource, "spec.from"), listOf(resource, "spec.to")];
    const open = ["spec.from", "spec.to"].find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined || [...from, ...to].some((each) => Object.values(each).some(isUnknown))) {
      return [undetermined("what it gives to whom is not known before the update", resource)];
    }
    const isTenants = (namespace: unknown) => tenants.tenants.some(({ code }) => namespace === `ns-${code}`);
    const wide = [
      ...from
        .filter(({ kind, namespace }) => kind !== "Gateway" || typeof namespace !== "string" || isTenants(namespace))
        .map(({ kind, namespace }) => `it gives to ${String(kind)} of ${String(namespace)}; only gateways may take`),
      ...to
        .filter(({ kind }) => kind !== "Secret")
        .map(({ kind }) => `it gives away objects of kind ${String(kind)}; only a secret may be given`),
      // Without a name it is every object of the kind (gateway-api.sigs.k8s.io, reference/spec, ReferenceGrantTo, v1.4).
      ...to
        .filter(({ kind, name }) => kind === "Secret" && (name === undefined || name === ""))
        .map(() => "it gives away every secret of its namespace; the secret has to be named"),
    ];
    const takers = [...new Set(from.map(({ namespace }) => String(namespace)))].join(", ");
    return wide.length > 0
      ? wide.map((text) => violation(text, resource))
      : [
          compliant(
            `it gives ${to.map(({ name }) => String(name)).join(", ")} to gateways of ${takers}, and nothing else`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: grant([gateway], [secret]), says: [kept] },
    fail: {
      given: grant([{ ...gateway, kind: "HTTPRoute", namespace: "ns-nord" }], [secret]),
      says: ["it gives to HTTPRoute of ns-nord; only gateways may take"],
    },
    absent: {
      given: grant([gateway], [{ group: "", kind: "Secret" }]),
      says: ["it gives away every secret of its namespace; the secret has to be named"],
    },
    unknown: { given: grant(UNKNOWN, [secret]), says: ["what it gives to whom is not known before the update"] },
    notApplicable: otherType(TYPE),
  },
  sabotage: [
    { what: "gives away every secret of a tenant", type: TYPE, set: { "spec.to": [{ group: "", kind: "Secret" }] } },
    {
      what: "gives a tenant's certificate to routes of others",
      type: TYPE,
      set: { "spec.from": [{ ...gateway, kind: "HTTPRoute", namespace: "ns-zzzz" }] },
      also: ["ingress-certificate-present"],
    },
  ],
});
