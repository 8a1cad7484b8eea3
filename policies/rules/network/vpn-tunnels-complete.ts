import {
  compliant,
  hasCompanion,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Companions,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const idOf = (address: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/localNetworkGateways/${address}`;
const gateway = { type: "network:VirtualNetworkGateway", name: "gateway", inputs: {} } as const;
const tunnel = (address: string, to = idOf(address)) =>
  [
    { type: "network:LocalNetworkGateway", name: address, id: idOf(address), inputs: { gatewayIpAddress: address } },
    {
      type: "network:VirtualNetworkGatewayConnection",
      name: `to-${address}`,
      inputs: { localNetworkGateway2: { id: to } },
    },
  ] as const;

export const rule = relationRule({
  id: "vpn-tunnels-complete",
  title: "A tunnel leads to each of the agreed devices of each partner",
  why: "When the one device of a partner fails, nobody can manage the platform.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.management"],
  remediation: "Add a local network gateway and a connection for the device.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    if (resources.ofType("network:VirtualNetworkGateway").length === 0)
      return notApplicable("there are no VPN gateways");
    const devices = resources.ofType("network:LocalNetworkGateway");
    const connections: Companions = {
      what: "connection",
      resources: resources.ofType("network:VirtualNetworkGatewayConnection"),
      leadsTo: (one) => resources.reference(one, "localNetworkGateway2.id", "network:LocalNetworkGateway"),
    };
    return agreement.access.management.partners.flatMap(({ name, devices: agreed }) =>
      agreed.map(({ address }) => {
        const found = devices.filter((one) => one.inputs["gatewayIpAddress"] === address);
        const states = found.map((one) => hasCompanion(one, connections));
        if (states.includes("yes")) return compliant(`a tunnel leads to ${address} of ${name}`);
        return states.includes("unknown")
          ? undetermined(`whether a tunnel leads to ${address} of ${name} is not known before the update`)
          : violation(`no tunnel leads to ${address} of ${name}`);
      }),
    );
  },
  cases: {
    pass: {
      given: [gateway, ...tunnel("203.0.113.10"), ...tunnel("203.0.113.11")],
      says: ["a tunnel leads to 203.0.113.10 of operations", "a tunnel leads to 203.0.113.11 of operations"],
    },
    fail: {
      given: [gateway, ...tunnel("203.0.113.10")],
      says: ["a tunnel leads to 203.0.113.10 of operations", "no tunnel leads to 203.0.113.11 of operations"],
    },
    absent: {
      given: [gateway],
      says: ["no tunnel leads to 203.0.113.10 of operations", "no tunnel leads to 203.0.113.11 of operations"],
    },
    unknown: {
      given: [gateway, ...tunnel("203.0.113.10", UNKNOWN), ...tunnel("203.0.113.11")],
      says: [
        "whether a tunnel leads to 203.0.113.10 of operations is not known before the update",
        "a tunnel leads to 203.0.113.11 of operations",
      ],
    },
    notApplicable: { given: tunnel("203.0.113.10"), says: ["there are no VPN gateways"] },
  },
  sabotage: [{ what: "removes a device", type: "network:LocalNetworkGateway", remove: true }],
});
