import { compliant, forEach, relationRule, said, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { gatewaysWithOptions } from "../cluster/ingress-options";

const MAP = "kubernetes:core/v1:ConfigMap";
const gateway = {
  type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
  name: "ingress",
  inputs: {
    metadata: { name: "ingress", namespace: "ns-web" },
    spec: { infrastructure: { parametersRef: { kind: "ConfigMap", name: "options" } } },
  },
} as const;
const map = (service: unknown) =>
  ({
    type: MAP,
    name: "options",
    inputs: { metadata: { name: "options", namespace: "ns-web" }, data: { service } },
  }) as const;
const traffic = (externalTrafficPolicy: string) => JSON.stringify({ spec: { externalTrafficPolicy } });

export const rule = relationRule({
  id: "ingress-client-address",
  title: "The ingress sees who sends it requests, and not a node that passed them on",
  why: "Network policies could not tell the gateway from others, and logs would name nodes in place of who asked.",
  severity: "medium",
  concern: "operations",
  clauses: ["logging.access"],
  remediation: "In the ConfigMap of the gateway's parametersRef set externalTrafficPolicy of the service to Local.",
  spans: "stack",
  // Cluster is the default, and replaces the sender's address by a node's (kubernetes.io, tasks/access-application-cluster/create-external-load-balancer, v1.36).
  judge: (resources) =>
    forEach(gatewaysWithOptions(resources), "gateways of clusters", ({ gateway, options }) => {
      if (options.kind === "unknown")
        return undetermined("whose address it sees is not known before the update", gateway);
      const policy = options.kind === "known" ? options.of("service")["externalTrafficPolicy"] : undefined;
      return policy === "Local"
        ? compliant("it sees the address of who sends it requests", gateway)
        : violation(
            `externalTrafficPolicy of its service is ${said(policy, "absent, which means Cluster")}; it has to be Local`,
            gateway,
          );
    }),
  cases: {
    pass: { given: [gateway, map(traffic("Local"))], says: ["it sees the address of who sends it requests"] },
    fail: {
      given: [gateway, map(traffic("Cluster"))],
      says: ["externalTrafficPolicy of its service is Cluster; it has to be Local"],
    },
    absent: {
      given: [gateway],
      says: ["externalTrafficPolicy of its service is absent, which means Cluster; it has to be Local"],
    },
    unknown: { given: [gateway, map(UNKNOWN)], says: ["whose address it sees is not known before the update"] },
    notApplicable: { given: [map(traffic("Local"))], says: ["there are no gateways of clusters"] },
  },
  sabotage: [
    {
      what: "hides behind a node who sent a request",
      type: MAP,
      where: ({ inputs }) => JSON.stringify(inputs).includes("externalTrafficPolicy"),
      set: { "data.service": traffic("Cluster") },
    },
  ],
});
