import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "vpn-ike-version",
  title: "Every tunnel negotiates with IKEv2",
  why: "IKEv1 knows neither strong groups nor protection of who speaks.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.betweenSites", "access.management"],
  remediation: 'Set connectionProtocol to "IKEv2".',
  types: ["network:VirtualNetworkGatewayConnection"],
  judge: (resource) => expectProperties(resource, { connectionProtocol: exactly("IKEv2") }),
  cases: {
    pass: {
      given: one("network:VirtualNetworkGatewayConnection", { connectionProtocol: "IKEv2" }),
      says: ['connectionProtocol is "IKEv2"'],
    },
    fail: {
      given: one("network:VirtualNetworkGatewayConnection", { connectionProtocol: "IKEv1" }),
      says: ['connectionProtocol is "IKEv1"; it has to be "IKEv2"'],
    },
    absent: {
      given: one("network:VirtualNetworkGatewayConnection", {}),
      says: ['connectionProtocol is absent, which means "IKEv1" on Azure; it has to be "IKEv2"'],
    },
    unknown: {
      given: one("network:VirtualNetworkGatewayConnection", { connectionProtocol: UNKNOWN }),
      says: ['connectionProtocol is not known before the update; it has to be "IKEv2"'],
    },
    notApplicable: otherType("network:VirtualNetworkGatewayConnection"),
  },
  sabotage: [
    {
      what: "goes back to IKEv1",
      type: "network:VirtualNetworkGatewayConnection",
      set: { connectionProtocol: "IKEv1" },
    },
    {
      what: "leaves it to Azure",
      type: "network:VirtualNetworkGatewayConnection",
      set: { connectionProtocol: undefined },
    },
  ],
});
