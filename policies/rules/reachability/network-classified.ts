import { compliant, notApplicable, one, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { judgedReachability, outcomesOf } from "./reachability-of";

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks";
const hub = (name: string) =>
  ({
    type: "network:VirtualNetwork",
    name: "hub",
    id: `${scope}/${name}`,
    inputs: { virtualNetworkName: name, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  }) as const;
const subnet = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "network:Subnet",
    name: "subnet",
    id: `${scope}/vnet-sol-noe-hub/subnets/snet-sol-noe-mgt`,
    inputs: {
      subnetName: "snet-sol-noe-mgt",
      virtualNetworkName: "vnet-sol-noe-hub",
      addressPrefix: "10.0.0.0/24",
      ...inputs,
    },
  }) as const;
const understood = "everything in 1 network with 1 subnet is of a kind that is modelled, and is what its name says";

export const rule = relationRule({
  id: "network-classified",
  title: "Everything in the networks is what its name says, and of a kind whose effect is known",
  why: "What nobody can place is a way around every rule: nobody could say who reaches whom.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.networkZones", "isolation"],
  remediation: "Name it by the grammar of azure/names, put it where it belongs, or take it out of the networks.",
  spans: "platform",
  judge: (resources, measure) => {
    const judged = judgedReachability(resources, measure);
    if ("notApplicable" in judged) return judged;
    const networks = resources.ofType("network:VirtualNetwork").length;
    const subnets = resources.ofType("network:Subnet").length;
    if (networks === 0) return notApplicable("there are no networks");
    const bad = outcomesOf(judged, "unclassified", resources, "where everything in the networks leads");
    const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
    const fine = `everything in ${count(networks, "network")} with ${count(subnets, "subnet")} is of a kind that is modelled, and is what its name says`;
    return bad.length > 0 ? bad : [compliant(fine)];
  },
  cases: {
    pass: { given: [hub("vnet-sol-noe-hub"), subnet({})], says: [understood] },
    fail: {
      given: [hub("vnet-sol-noe-hub"), subnet({ subnetName: "test" })],
      says: ["subnet test of vnet-sol-noe-hub cannot be classified by its name"],
    },
    absent: {
      given: [hub("test")],
      says: ["network test has no name of the grammar, so nobody knows whose it is"],
    },
    unknown: {
      given: [hub("vnet-sol-noe-hub"), subnet({ routeTable: { id: UNKNOWN } })],
      says: ["snet-sol-noe-mgt: where routeTable.id leads is not known before the update"],
    },
    notApplicable: { given: one("monitor:ActionGroup", {}), says: ["there are no networks"] },
  },
  sabotage: [
    {
      what: "lets an endpoint lead to a stranger's server",
      type: "network:PrivateEndpoint",
      where: (one) => /sqlServer/i.test(JSON.stringify(one.inputs)),
      edit: (inputs) => ({
        ...inputs,
        privateLinkServiceConnections: [
          {
            name: "strange",
            groupIds: ["sqlServer"],
            privateLinkServiceId: "/subscriptions/x/resourceGroups/x/providers/Microsoft.Sql/servers/strange",
          },
        ],
      }),
      also: ["required-flows-pass"],
    },
    {
      what: "gives pods the network of their node",
      type: "kubernetes:apps/v1:Deployment",
      set: { "spec.template.spec.hostNetwork": true },
      also: ["pod-locked-down"],
    },
  ],
});
