import { compliant, forEach, judgeReference, relationRule, typedReference, violation } from "../../framework/language";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";
const deviceId = `${scope}/localNetworkGateways/device`;
const device = { type: "network:LocalNetworkGateway", name: "device", id: deviceId, inputs: {} } as const;
const tunnel = (to: unknown) =>
  ({
    type: "network:VirtualNetworkGatewayConnection",
    name: "tunnel",
    inputs: { connectionType: "IPsec", localNetworkGateway2: { id: to } },
  }) as const;

/** What a connection leads to, by its type. */
const ENDS = {
  IPsec: { path: "localNetworkGateway2.id", type: "network:LocalNetworkGateway" },
  Vnet2Vnet: { path: "virtualNetworkGateway2.id", type: "network:VirtualNetworkGateway" },
} as const;

export const rule = relationRule({
  id: "tunnel-ends-known",
  title: "Every tunnel leads to a device or gateway that the platform has registered",
  why: "What is at the other end of a tunnel is inside of the management network, and nobody would know who it is.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management", "access.betweenSites"],
  remediation: "Let the connection lead to a gateway of the platform or to a device of a partner, or remove it.",
  spans: "stack",
  judge: (resources) =>
    forEach(resources.ofType("network:VirtualNetworkGatewayConnection"), "tunnels", (tunnel) => {
      const kind = textOf(tunnel, "connectionType") ?? "absent";
      const end = ENDS[kind as keyof typeof ENDS] as (typeof ENDS)[keyof typeof ENDS] | undefined;
      if (end === undefined) return violation(`it is of type ${kind}, which is no encrypted tunnel`, tunnel);
      const to = typedReference(resources, tunnel, end.path, end.type);
      const texts = {
        absent: `it leads nowhere: ${end.path} is absent`,
        unknown: "where it leads is not known before the update",
        elsewhere: (id: string) => `it leads to ${id}, which nobody has registered`,
        awaits: "whether it leads to something of the platform",
      };
      return judgeReference(to, tunnel, resources, texts, ({ name }) => compliant(`it leads to ${name}`, tunnel));
    }),
  cases: {
    pass: { given: [device, tunnel(deviceId)], says: ["it leads to device"] },
    fail: {
      given: [device, tunnel(`${deviceId}x`)],
      says: [`it leads to ${deviceId}x, which nobody has registered`],
    },
    absent: {
      given: [device, tunnel(undefined)],
      says: ["it leads nowhere: localNetworkGateway2.id is absent"],
    },
    unknown: { given: [device, tunnel(UNKNOWN)], says: ["where it leads is not known before the update"] },
    notApplicable: { given: [device], says: ["there are no tunnels"] },
  },
  sabotage: [
    {
      what: "adds a tunnel to a stranger",
      type: "network:VirtualNetworkGatewayConnection",
      adds: {
        type: "network:VirtualNetworkGatewayConnection",
        inputs: (tunnel) => ({
          ...tunnel,
          virtualNetworkGatewayConnectionName: "stranger",
          localNetworkGateway2: {
            id: "/subscriptions/x/resourceGroups/x/providers/Microsoft.Network/localNetworkGateways/x",
          },
        }),
      },
      also: ["network-classified"],
    },
  ],
});
