import { eachHas, one, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet";
const network = { type: "network:VirtualNetwork", name: "network", id, inputs: {} } as const;
const log = (targetResourceId: string) =>
  ({ type: "network:FlowLog", name: "log", inputs: { targetResourceId } }) as const;
const lacks = "nobody records who talks to whom in the network";

export const rule = relationRule({
  id: "network-flows-recorded",
  title: "Every network records who talked to whom",
  why: "After a break-in nobody could tell what was reached.",
  severity: "high",
  concern: "operations",
  clauses: ["logging", "monitoring.intrusion"],
  remediation: "Add a flow log whose target is the network.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("network:VirtualNetwork"),
      "networks",
      {
        what: "flow log",
        resources: resources.ofType("network:FlowLog"),
        leadsTo: (one) => resources.reference(one, "targetResourceId", "network:VirtualNetwork"),
      },
      lacks,
    ),
  cases: {
    pass: { given: [network, log(id)], says: ["its flow log is there"] },
    fail: { given: [network, log(`${id}-other`)], says: [lacks] },
    absent: { given: [network], says: [lacks] },
    unknown: {
      given: [network, log(UNKNOWN)],
      says: ["whether its flow log is there is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no networks"] },
  },
  sabotage: [{ what: "removes the flow log", type: "network:FlowLog", remove: true }],
});
