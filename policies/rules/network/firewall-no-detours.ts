import {
  anythingBut,
  expectProperties,
  one,
  otherType,
  propertyRule,
  type Requirement,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const PROXY = "explicitProxy.enableExplicitProxy";
const AUTHORITY = "transportSecurity.certificateAuthority.keyVaultSecretId";
const RANGES = "snat.privateRanges";
const policy = (inputs: Readonly<Record<string, unknown>>) => one("network:FirewallPolicy", inputs);

/** Source: Microsoft Learn, firewall/snat-private-range (2025): what is in a range keeps its own address. */
const NOT_EVERYTHING: Requirement = {
  wanted: "absent, or ranges that are not the internet",
  holds: (value) => value === undefined || (Array.isArray(value) && !value.includes("0.0.0.0/0")),
};
const NO_AUTHORITY: Requirement = {
  wanted: "absent: no agreement lets anybody open what is encrypted",
  holds: (value) => value === undefined,
};

export const rule = propertyRule({
  id: "firewall-no-detours",
  title: "A firewall has no second door, and opens nothing that is encrypted",
  why: "A proxy port is a way through that no network rule describes, and an authority of its own reads everybody's traffic.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: "Leave out explicitProxy, transportSecurity and private ranges for the internet.",
  types: ["network:FirewallPolicy"],
  judge: (resource) =>
    expectProperties(resource, {
      [PROXY]: anythingBut(true),
      [AUTHORITY]: NO_AUTHORITY,
      [RANGES]: NOT_EVERYTHING,
    }),
  cases: {
    pass: { given: policy({ explicitProxy: { enableExplicitProxy: false } }), says: [`${PROXY} is false`] },
    fail: {
      given: policy({ explicitProxy: { enableExplicitProxy: true }, snat: { privateRanges: ["0.0.0.0/0"] } }),
      says: [
        `${PROXY} is true; it has to be anything but true`,
        `${RANGES} is ["0.0.0.0/0"]; it has to be absent, or ranges that are not the internet`,
      ],
    },
    absent: { given: policy({}), says: [`${PROXY} is absent`] },
    unknown: {
      given: policy({ explicitProxy: UNKNOWN }),
      says: [`${PROXY} is not known before the update; it has to be anything but true`],
    },
    notApplicable: otherType("network:FirewallPolicy"),
  },
  sabotage: [
    { what: "opens a proxy port", type: "network:FirewallPolicy", set: { [PROXY]: true } },
    {
      what: "opens what is encrypted with a stranger's authority",
      type: "network:FirewallPolicy",
      set: {
        "transportSecurity.certificateAuthority": {
          name: "stranger",
          keyVaultSecretId: "https://stranger.vault.azure.net/secrets/authority",
        },
      },
    },
  ],
});
