import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "firewall-nothing-excepted",
  title: "Firewalls look for intrusions in everything, by every signature",
  why: "What is left out of inspection is the way that an attacker takes.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall.intrusion"],
  remediation: "Remove the allow list of threat intelligence, bypassed traffic and overridden signatures.",
  types: ["network:FirewallPolicy"],
  judge: (resource) =>
    expectProperties(resource, {
      "threatIntelWhitelist.ipAddresses": nothing(),
      "threatIntelWhitelist.fqdns": nothing(),
      "intrusionDetection.configuration.bypassTrafficSettings": nothing(),
      "intrusionDetection.configuration.signatureOverrides": nothing(),
    }),
  cases: {
    pass: {
      given: one("network:FirewallPolicy", { threatIntelWhitelist: { ipAddresses: [] } }),
      says: ["threatIntelWhitelist.ipAddresses is []"],
    },
    fail: {
      given: one("network:FirewallPolicy", {
        threatIntelWhitelist: { ipAddresses: ["203.0.113.0/24"] },
        intrusionDetection: { configuration: { signatureOverrides: [{ id: "2024897", mode: "Off" }] } },
      }),
      says: [
        'threatIntelWhitelist.ipAddresses is ["203.0.113.0/24"]; it has to be absent or empty',
        'intrusionDetection.configuration.signatureOverrides is [{"id":"2024897","mode":"Off"}]; it has to be absent or empty',
      ],
    },
    absent: { given: one("network:FirewallPolicy", {}), says: ["threatIntelWhitelist.ipAddresses is absent"] },
    unknown: {
      given: one("network:FirewallPolicy", { threatIntelWhitelist: UNKNOWN }),
      says: [
        "threatIntelWhitelist.ipAddresses is not known before the update; it has to be absent or empty",
        "threatIntelWhitelist.fqdns is not known before the update; it has to be absent or empty",
      ],
    },
    notApplicable: otherType("network:FirewallPolicy"),
  },
  sabotage: [
    {
      what: "trusts every address whatever is known of it",
      type: "network:FirewallPolicy",
      set: { "threatIntelWhitelist.ipAddresses": ["0.0.0.0/0"] },
    },
    {
      what: "looks for no intrusions in traffic between two networks",
      type: "network:FirewallPolicy",
      set: {
        "intrusionDetection.configuration.bypassTrafficSettings": [
          {
            name: "all",
            protocol: "ANY",
            sourceAddresses: ["*"],
            destinationAddresses: ["*"],
            destinationPorts: ["*"],
          },
        ],
      },
    },
    {
      what: "switches one signature off",
      type: "network:FirewallPolicy",
      set: { "intrusionDetection.configuration.signatureOverrides": [{ id: "2024897", mode: "Off" }] },
    },
  ],
});
