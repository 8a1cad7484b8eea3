import {
  expectProperties,
  otherType,
  propertyRule,
  worst,
  type Outcome,
  type Requirement,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
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

/** Suites whose keys are not agreed anew for each connection, or whose cipher is broken. Source: RFC 9325, section 4.2. */
const WEAK = /^TLS_(RSA|DHE_DSS)_|3DES|RC4|_CBC_SHA$/;

/** Suites of a custom policy; Azure takes its own where there are none. */
const strongSuites: Requirement = {
  wanted: "suites with forward secrecy and authenticated encryption",
  holds: (value) => value === undefined || (Array.isArray(value) && !value.some((suite) => WEAK.test(String(suite)))),
};

/** Profiles of single listeners, which go before the gateway's own policy. */
function judgeProfiles(gateway: RegisteredResource, wanted: Requirement): readonly Outcome[] {
  return listOf(gateway, "sslProfiles").flatMap((profile, index) => {
    if (profile["sslPolicy"] === undefined) return [];
    const path = `sslProfiles.${index}.sslPolicy`;
    if (read(gateway, `${path}.policyName`).kind !== "absent") {
      const holds = (name: unknown): boolean => wanted.holds(OLDEST[String(name)]);
      return expectProperties(gateway, { [`${path}.policyName`]: { wanted: `a policy of ${wanted.wanted}`, holds } });
    }
    return expectProperties(gateway, {
      [`${path}.minProtocolVersion`]: wanted,
      [`${path}.cipherSuites`]: strongSuites,
    });
  });
}

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
    const profiles = judgeProfiles(gateway, wanted);
    if (custom.kind === "given") {
      return worst([
        ...expectProperties(gateway, {
          "sslPolicy.minProtocolVersion": wanted,
          "sslPolicy.cipherSuites": strongSuites,
        }),
        ...profiles,
      ]);
    }
    const own = expectProperties(gateway, {
      "sslPolicy.policyName": {
        wanted: `a policy of ${wanted.wanted}`,
        holds: (name) => wanted.holds(OLDEST[String(name)]),
      },
    });
    return worst([...own, ...profiles]);
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
      what: "offers ciphers without forward secrecy",
      type: "network:ApplicationGateway",
      set: {
        sslPolicy: {
          policyType: "Custom",
          minProtocolVersion: "TLSv1_3",
          cipherSuites: ["TLS_RSA_WITH_AES_128_CBC_SHA"],
        },
      },
    },
    {
      what: "accepts TLS 1.0 at one listener by a profile",
      type: "network:ApplicationGateway",
      set: { sslProfiles: [{ name: "old", sslPolicy: { policyType: "Custom", minProtocolVersion: "TLSv1_0" } }] },
    },
    {
      what: "accepts TLS 1.0",
      type: "network:ApplicationGateway",
      set: { sslPolicy: { policyType: "Predefined", policyName: "AppGwSslPolicy20150501" } },
    },
    { what: "leaves the policy to Azure", type: "network:ApplicationGateway", set: { sslPolicy: undefined } },
  ],
});
