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
const WEAK = /^TLS_(RSA|DHE_DSS)_|3DES|RC4|_CBC_/;

/** Suites of a custom policy; Azure takes its own where there are none. */
const strongSuites: Requirement = {
  wanted: "suites with forward secrecy and authenticated encryption",
  holds: (value) => value === undefined || (Array.isArray(value) && !value.some((suite) => WEAK.test(String(suite)))),
};

/** A predefined policy by its name, a custom one by its version and suites; one that is given as both, by both. */
function judgePolicy(gateway: RegisteredResource, path: string, wanted: Requirement): readonly Outcome[] {
  const isCustom = read(gateway, `${path}.minProtocolVersion`).kind === "given";
  const isNamed = ["given", "unknown"].includes(read(gateway, `${path}.policyName`).kind);
  const holds = (name: unknown): boolean => wanted.holds(OLDEST[String(name)]);
  return [
    ...(isCustom
      ? expectProperties(gateway, {
          [`${path}.minProtocolVersion`]: wanted,
          [`${path}.cipherSuites`]: strongSuites,
        })
      : []),
    ...(isNamed || !isCustom
      ? expectProperties(gateway, { [`${path}.policyName`]: { wanted: `a policy of ${wanted.wanted}`, holds } })
      : []),
  ];
}

/** Where the gateway says which TLS it speaks: for itself, and in profiles of single listeners, which go before that. */
function pathsOf(gateway: RegisteredResource): readonly string[] {
  const profiles = listOf(gateway, "sslProfiles").flatMap((profile, index) =>
    profile["sslPolicy"] === undefined ? [] : [`sslProfiles.${index}.sslPolicy`],
  );
  return ["sslPolicy", ...profiles];
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
  remediation:
    "Use a TLS policy whose oldest version is the agreed one, with strong suites, also in the profiles of listeners.",
  types: ["network:ApplicationGateway"],
  judge: (gateway, { agreement }) => {
    const wanted = tlsOf(agreement, "1.3");
    return worst(pathsOf(gateway).flatMap((path) => judgePolicy(gateway, path, wanted)));
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
