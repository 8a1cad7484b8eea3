import { anythingBut, exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "waf-body-inspected",
  title: "Bodies of requests are inspected",
  why: "Attacks that come in a form or an upload would pass unseen.",
  severity: "high",
  concern: "security",
  clauses: ["access.webApplicationFirewall"],
  remediation: "Set policySettings.requestBodyCheck to true, and let all of a body be inspected.",
  types: ["network:WebApplicationFirewallPolicy"],
  judge: (resource) =>
    expectProperties(resource, {
      "policySettings.requestBodyCheck": exactly(true),
      // By default a longer body is refused; without that its end would come in uninspected (same page).
      "policySettings.requestBodyEnforcement": anythingBut(false),
      "policySettings.fileUploadEnforcement": anythingBut(false),
      // Azure looks at 128 KB by default (Microsoft Learn, web-application-firewall/ag/application-gateway-waf-request-size-limits, 2024).
      "policySettings.requestBodyInspectLimitInKB": {
        wanted: "at least 128 KB",
        holds: (value) => value === undefined || (typeof value === "number" && value >= 128),
      },
    }),
  cases: {
    pass: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { requestBodyCheck: true } }),
      says: ["policySettings.requestBodyCheck is true"],
    },
    fail: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { requestBodyCheck: false } }),
      says: ["policySettings.requestBodyCheck is false; it has to be true"],
    },
    absent: {
      given: one("network:WebApplicationFirewallPolicy", {}),
      says: ["policySettings.requestBodyCheck is absent; it has to be true"],
    },
    unknown: {
      given: one("network:WebApplicationFirewallPolicy", { policySettings: { requestBodyCheck: UNKNOWN } }),
      says: ["policySettings.requestBodyCheck is not known before the update; it has to be true"],
    },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "lets in what is too long to be looked at",
      type: "network:WebApplicationFirewallPolicy",
      set: { "policySettings.requestBodyEnforcement": false },
    },
    {
      what: "looks at the first 8 KB only",
      type: "network:WebApplicationFirewallPolicy",
      set: { "policySettings.requestBodyInspectLimitInKB": 8 },
    },
    {
      what: "skips bodies",
      type: "network:WebApplicationFirewallPolicy",
      set: { "policySettings.requestBodyCheck": false },
    },
  ],
});
