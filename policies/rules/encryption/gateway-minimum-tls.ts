import { expectProperties, otherType, propertyRule } from "../../framework/language";
import { read } from "../../resources/reading";
import { tlsOf } from "./tls-version";
import { UNKNOWN } from "../../resources/unknown";

/** Oldest version of each predefined policy. Source: Microsoft Learn, application-gateway/application-gateway-ssl-policy-overview (2024). */
const OLDEST: Readonly<Record<string, string>> = {
  AppGwSslPolicy20150501: "1.0",
  AppGwSslPolicy20170401: "1.1",
  AppGwSslPolicy20170401S: "1.2",
  AppGwSslPolicy20220101: "1.2",
  AppGwSslPolicy20220101S: "1.2",
};

const gateway = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "network:ApplicationGateway", inputs }) as const;

export const rule = propertyRule({
  id: "gateway-minimum-tls",
  title: "Gateways refuse TLS older than agreed",
  why: "An old version of TLS can be broken by someone on the way, who then reads customers' data.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit.minimumTls"],
  remediation: "Use a TLS policy whose oldest version is the agreed one.",
  types: ["network:ApplicationGateway"],
  judge: (gateway, { agreement }) => {
    const wanted = tlsOf(agreement, "1.3");
    const custom = read(gateway, "sslPolicy.minProtocolVersion");
    if (custom.kind === "given") return expectProperties(gateway, { "sslPolicy.minProtocolVersion": wanted });
    return expectProperties(gateway, {
      "sslPolicy.policyName": {
        wanted: `a policy of ${wanted.wanted}`,
        holds: (name) => wanted.holds(OLDEST[String(name)]),
      },
    });
  },
  cases: {
    pass: {
      given: [gateway({ sslPolicy: { policyName: "AppGwSslPolicy20220101" } })],
      says: ['sslPolicy.policyName is "AppGwSslPolicy20220101"'],
    },
    fail: {
      given: [gateway({ sslPolicy: { policyName: "AppGwSslPolicy20170401" } })],
      says: ['sslPolicy.policyName is "AppGwSslPolicy20170401"; it has to be a policy of TLS 1.2 or newer'],
    },
    absent: {
      given: [gateway({})],
      says: [
        'sslPolicy.policyName is absent, which means "AppGwSslPolicy20150501" on Azure; it has to be a policy of TLS 1.2 or newer',
      ],
    },
    unknown: {
      given: [gateway({ sslPolicy: UNKNOWN })],
      says: ["sslPolicy.policyName is not known before the update; it has to be a policy of TLS 1.2 or newer"],
    },
    notApplicable: otherType("network:ApplicationGateway"),
  },
  sabotage: [
    {
      what: "accepts TLS 1.0",
      type: "network:ApplicationGateway",
      set: { sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20150501" } },
    },
    { what: "leaves the policy to Azure", type: "network:ApplicationGateway", set: { sslPolicy: undefined } },
  ],
});
