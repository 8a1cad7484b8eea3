import { compliant, forEach, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const idOf = (address: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/localNetworkGateways/${address}`;
const gatewayId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/vpn";
const gateway = { type: "network:VirtualNetworkGateway", name: "gateway", id: gatewayId, inputs: {} } as const;
const tunnel = (address: string, to = idOf(address)) =>
  [
    { type: "network:LocalNetworkGateway", name: address, id: idOf(address), inputs: { gatewayIpAddress: address } },
    {
      type: "network:VirtualNetworkGatewayConnection",
      name: `to-${address}`,
      inputs: { virtualNetworkGateway1: { id: gatewayId }, localNetworkGateway2: { id: to } },
    },
  ] as const;

export const rule = relationRule({
  id: "vpn-tunnels-complete",
  title: "Every VPN gateway has a tunnel to each of the agreed devices of each partner",
  why: "When the one device of a partner fails, nobody can manage the platform.",
  severity: "high",
  concern: "continuity",
  clauses: ["access.management"],
  remediation: "Add a local network gateway and a connection for the device.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const { partners } = agreement.access.management;
    const devices = partners.flatMap(({ name, devices: agreed }) => agreed.map(({ address }) => ({ name, address })));
    const tunnels = resources.ofType("network:VirtualNetworkGatewayConnection").map((one) => ({
      from: resources.reference(one, "virtualNetworkGateway1.id", "network:VirtualNetworkGateway"),
      to: resources.reference(one, "localNetworkGateway2.id", "network:LocalNetworkGateway"),
    }));
    return forEach(resources.ofType("network:VirtualNetworkGateway"), "VPN gateways", (gateway) => {
      const own = tunnels.filter(({ from }) => from.kind !== "resource" || from.resource === gateway);
      const isOpen = own.some(({ from, to }) => from.kind === "unknown" || to.kind === "unknown");
      return devices.map(({ name, address }) => {
        const leads = ({ from, to }: (typeof own)[number]): boolean =>
          from.kind === "resource" && to.kind === "resource" && to.resource.inputs["gatewayIpAddress"] === address;
        if (own.some(leads)) return compliant(`a tunnel leads to ${address} of ${name}`, gateway);
        return isOpen
          ? undetermined(`whether a tunnel leads to ${address} of ${name} is not known before the update`, gateway)
          : violation(`no tunnel leads to ${address} of ${name}`, gateway);
      });
    });
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
  sabotage: [
    {
      what: "removes a device",
      type: "network:LocalNetworkGateway",
      remove: true,
      also: ["network-classified", "tunnel-ends-known"],
    },
  ],
});
