import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "service-cluster-internal",
  title: "Services of a cluster are reached from inside the cluster only",
  why: "A program would answer to the network past the gateway and its web application firewall.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation.networkZones"],
  remediation: "Set spec.type to ClusterIP and leave out externalIPs.",
  types: ["kubernetes:core/v1:Service"],
  // Absent, it is ClusterIP (Kubernetes API reference, ServiceSpec).
  judge: (resource) =>
    expectProperties(resource, {
      "spec.type": { wanted: "ClusterIP", holds: (value) => value === undefined || value === "ClusterIP" },
      "spec.externalIPs": nothing(),
    }),
  cases: {
    pass: {
      given: one("kubernetes:core/v1:Service", { spec: { type: "ClusterIP" } }),
      says: ['spec.type is "ClusterIP"'],
    },
    fail: {
      given: one("kubernetes:core/v1:Service", { spec: { type: "LoadBalancer" } }),
      says: ['spec.type is "LoadBalancer"; it has to be ClusterIP'],
    },
    absent: { given: one("kubernetes:core/v1:Service", {}), says: ["spec.type is absent"] },
    unknown: {
      given: one("kubernetes:core/v1:Service", { spec: { type: UNKNOWN } }),
      says: ["spec.type is not known before the update; it has to be ClusterIP"],
    },
    notApplicable: otherType("kubernetes:core/v1:Service"),
  },
  sabotage: [
    {
      what: "gives a tenant's program a load balancer of its own",
      type: "kubernetes:core/v1:Service",
      set: { "spec.type": "LoadBalancer" },
      also: ["network-classified"],
    },
    {
      what: "opens a port of every node",
      type: "kubernetes:core/v1:Service",
      set: { "spec.type": "NodePort" },
      also: ["network-classified"],
    },
  ],
});
