import { exactly, expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const policy = (dnsSettings: unknown) => one("network:FirewallPolicy", { dnsSettings });

export const rule = propertyRule({
  id: "names-by-azure",
  title: "Names are looked up with Azure and through the firewall, and with no stranger",
  why: "Whoever answers for names leads every connection where he likes, and a firewall that does not see names guesses.",
  severity: "high",
  concern: "security",
  clauses: ["access.firewall", "access"],
  remediation: "Set dnsSettings.enableProxy to true, and leave out servers here and in dhcpOptions.",
  types: ["network:VirtualNetwork", "network:FirewallPolicy"],
  // Source: Microsoft Learn, firewall/dns-details (2025).
  judge: (resource) =>
    expectProperties(
      resource,
      resource.type === "network:VirtualNetwork"
        ? { "dhcpOptions.dnsServers": nothing() }
        : { "dnsSettings.enableProxy": exactly(true), "dnsSettings.servers": nothing() },
    ),
  cases: {
    pass: { given: policy({ enableProxy: true }), says: ["dnsSettings.enableProxy is true"] },
    fail: {
      given: policy({ enableProxy: false, servers: ["8.8.8.8"] }),
      says: [
        "dnsSettings.enableProxy is false; it has to be true",
        'dnsSettings.servers is ["8.8.8.8"]; it has to be absent or empty',
      ],
    },
    absent: { given: policy(undefined), says: ["dnsSettings.enableProxy is absent; it has to be true"] },
    unknown: {
      given: policy(UNKNOWN),
      says: [
        "dnsSettings.enableProxy is not known before the update; it has to be true",
        "dnsSettings.servers is not known before the update; it has to be absent or empty",
      ],
    },
    notApplicable: otherType("network:VirtualNetwork", "network:FirewallPolicy"),
  },
  sabotage: [
    {
      what: "lets the firewall pass names by",
      type: "network:FirewallPolicy",
      set: { "dnsSettings.enableProxy": false },
    },
    {
      what: "asks a stranger for names",
      type: "network:VirtualNetwork",
      set: { "dhcpOptions.dnsServers": ["203.0.113.53"] },
    },
  ],
});
