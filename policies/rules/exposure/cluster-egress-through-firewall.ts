import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-egress-through-firewall",
  title: "Nodes reach the internet through the firewall only",
  why: "What gets onto a node could talk to anybody, unseen.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: 'Set networkProfile.outboundType to "userDefinedRouting".',
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "networkProfile.outboundType": exactly("userDefinedRouting") }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { networkProfile: { outboundType: "userDefinedRouting" } }),
      says: ['networkProfile.outboundType is "userDefinedRouting"'],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { networkProfile: { outboundType: "loadBalancer" } }),
      says: ['networkProfile.outboundType is "loadBalancer"; it has to be "userDefinedRouting"'],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: [
        'networkProfile.outboundType is absent, which means "loadBalancer" on Azure; it has to be "userDefinedRouting"',
      ],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { networkProfile: { outboundType: UNKNOWN } }),
      says: ['networkProfile.outboundType is not known before the update; it has to be "userDefinedRouting"'],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "goes out by a load balancer",
      type: "containerservice:ManagedCluster",
      set: { "networkProfile.outboundType": "loadBalancer" },
    },
    {
      what: "leaves it to Azure",
      type: "containerservice:ManagedCluster",
      set: { "networkProfile.outboundType": undefined },
    },
  ],
});
