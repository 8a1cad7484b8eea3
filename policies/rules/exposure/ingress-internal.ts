import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, valueOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, aks/internal-lb (2025). */
const INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal";
const PATH = "spec.infrastructure.annotations";

const gateway = (annotations: unknown) =>
  one("kubernetes:gateway.networking.k8s.io/v1:Gateway", { spec: { infrastructure: { annotations } } });

export const rule = propertyRule({
  id: "ingress-internal",
  title: "The way into a cluster has a private address",
  why: "Users would get in past the gateway, its web application firewall and every list of addresses.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "access.webApplicationFirewall"],
  remediation: `Annotate the gateway's infrastructure with ${INTERNAL}: "true".`,
  types: ["kubernetes:gateway.networking.k8s.io/v1:Gateway"],
  judge: (resource) => {
    if (read(resource, PATH).kind === "unknown")
      return [undetermined(`${PATH} is not known before the update`, resource)];
    const annotations = (valueOf(resource, PATH) ?? {}) as Readonly<Record<string, unknown>>;
    return annotations[INTERNAL] === "true"
      ? [compliant("its load balancer is internal", resource)]
      : [violation("its load balancer is public", resource)];
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
  ],
});
