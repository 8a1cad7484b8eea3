import {
  exactly,
  expectProperty,
  forEach,
  needsUnion,
  relationRule,
  undetermined,
  violation,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/snet";
const subnet = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "network:Subnet", name: "subnet", id, inputs }) as const;
const endpoint = { type: "network:PrivateEndpoint", name: "endpoint", inputs: { subnet: { id } } } as const;

export const rule = relationRule({
  id: "endpoint-subnet-guarded",
  title: "Security groups and routes see the traffic to private endpoints",
  why: "Azure leaves endpoints out of every rule of their subnet, so that any network that is joined reaches the database.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation"],
  remediation: 'Set privateEndpointNetworkPolicies of the subnet to "Enabled".',
  spans: "stack",
  judge: (resources) => {
    const endpoints = resources.ofType("network:PrivateEndpoint");
    return forEach(endpoints, "private endpoints", (endpoint) => {
      const reference = resources.reference(endpoint, "subnet.id", "network:Subnet");
      switch (reference.kind) {
        case "resource":
          return expectProperty(reference.resource, "privateEndpointNetworkPolicies", exactly("Enabled"));
        case "absent":
          return violation("the endpoint is in no subnet", endpoint);
        case "unknown":
          return undetermined("the subnet of the endpoint is not known before the update", endpoint);
        case "elsewhere":
          return resources.isUnion
            ? violation(`the endpoint is in ${reference.id}, which is not part of the platform`, endpoint)
            : needsUnion("the endpoint's subnet", endpoint);
      }
    });
  },
  cases: {
    pass: {
      given: [subnet({ privateEndpointNetworkPolicies: "Enabled" }), endpoint],
      says: ['privateEndpointNetworkPolicies is "Enabled"'],
    },
    fail: {
      given: [subnet({ privateEndpointNetworkPolicies: "Disabled" }), endpoint],
      says: ['privateEndpointNetworkPolicies is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: [subnet({}), endpoint],
      says: ['privateEndpointNetworkPolicies is absent, which means "Disabled" on Azure; it has to be "Enabled"'],
    },
    unknown: {
      given: [{ ...endpoint, inputs: { subnet: { id: UNKNOWN } } }],
      says: ["the subnet of the endpoint is not known before the update"],
    },
    notApplicable: { given: [subnet({})], says: ["there are no private endpoints"] },
  },
  sabotage: [
    {
      what: "hides endpoints from the rules",
      type: "network:Subnet",
      where: (one) =>
        one.inputs["privateEndpointNetworkPolicies"] === "Enabled" && /data|documents|management/.test(one.name),
      set: { privateEndpointNetworkPolicies: "Disabled" },
      also: ["nothing-else-passes"],
    },
  ],
});
