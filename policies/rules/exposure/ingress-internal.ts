import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { listOf, read, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, aks/internal-lb (2025). */
const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
const PATH = "spec.infrastructure.annotations";
/** What else the balancer may be told: where it stands and how it is probed. Others open it to more than its network (cloud-provider-azure.sigs.k8s.io, topics/loadbalancer and topics/pls-integration, 2025). */
const TOLD = [INTERNAL, `${INTERNAL}-subnet`, "service.beta.kubernetes.io/azure-load-balancer-ipv4"];
const PROBE = /health-probe/;

const ADDRESSES = "spec.addresses";

const gateway = (annotations: unknown) =>
  one("kubernetes:gateway.networking.k8s.io/v1:Gateway", { spec: { infrastructure: { annotations } } });

export const rule = propertyRule({
  id: "ingress-internal",
  title: "The way into a cluster has a private address",
  why: "Users would get in past the gateway, its web application firewall and every list of addresses.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "access.webApplicationFirewall"],
  remediation: `Annotate the gateway's infrastructure with ${INTERNAL}: "true", its subnet and its address, and leave out other annotations and ${ADDRESSES}.`,
  types: ["kubernetes:gateway.networking.k8s.io/v1:Gateway"],
  judge: (resource) => {
    const open = [PATH, ADDRESSES].find((path) => read(resource, path).kind === "unknown");
    if (open !== undefined) return [undetermined(`${open} is not known before the update`, resource)];
    const annotations = (valueOf(resource, PATH) ?? {}) as Readonly<Record<string, unknown>>;
    const problems = [
      ...(annotations[INTERNAL] === "true" ? [] : ["its load balancer is public"]),
      ...Object.keys(annotations)
        .filter((key) => !TOLD.includes(key) && !PROBE.test(key))
        .map((key) => `its load balancer is told ${key}, which may open it to more than its network`),
      ...(listOf(resource, ADDRESSES).length > 0
        ? [`it asks for addresses beside that of its load balancer (${ADDRESSES})`]
        : []),
    ];
    return problems.length > 0
      ? problems.map((text) => violation(text, resource))
      : [compliant("its load balancer is internal", resource)];
  },
  cases: {
    pass: { given: gateway({ [INTERNAL]: "true" }), says: ["its load balancer is internal"] },
    fail: { given: gateway({ [INTERNAL]: "false" }), says: ["its load balancer is public"] },
    absent: { given: gateway(undefined), says: ["its load balancer is public"] },
    unknown: { given: gateway(UNKNOWN), says: [`${PATH} is not known before the update`] },
    notApplicable: otherType("kubernetes:gateway.networking.k8s.io/v1:Gateway"),
  },
  sabotage: [
    {
      what: "gives the way into a cluster a public address",
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      edit: (inputs) =>
        JSON.parse(JSON.stringify(inputs).replace(`"${INTERNAL}":"true"`, `"${INTERNAL}":"false"`)) as typeof inputs,
    },
    {
      what: "gives the way into a cluster more addresses",
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      set: { [ADDRESSES]: [{ type: "IPAddress", value: "203.0.113.9" }] },
    },
    {
      what: "lets other networks in by a private link",
      type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(
            `"${INTERNAL}":"true"`,
            `"${INTERNAL}":"true","service.beta.kubernetes.io/azure-pls-create":"true"`,
          ),
        ) as typeof inputs,
    },
  ],
});
