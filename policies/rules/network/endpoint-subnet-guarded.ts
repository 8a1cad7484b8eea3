import { exactly, expectProperty, forEach, judgeReference, relationRule } from "../../framework/language";
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
      const texts = {
        absent: "the endpoint is in no subnet",
        unknown: "the subnet of the endpoint is not known before the update",
        elsewhere: (id: string) => `the endpoint is in ${id}, which is not part of the platform`,
        awaits: "the endpoint's subnet",
      };
      return judgeReference(reference, endpoint, resources, texts, (subnet) =>
        expectProperty(subnet, "privateEndpointNetworkPolicies", exactly("Enabled")),
      );
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
