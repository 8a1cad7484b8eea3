import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const STATE = "policySettings.logScrubbing.state";
const policy = (state: unknown) =>
  one("network:WebApplicationFirewallPolicy", { policySettings: { logScrubbing: { state } } });

export const rule = propertyRule({
  id: "waf-logs-whole",
  title: "What a web application firewall records says who asked and for what",
  why: "An attack would be in the log, and its address and words blacked out.",
  severity: "medium",
  concern: "security",
  clauses: ["logging.access", "access.webApplicationFirewall"],
  remediation: "Leave out policySettings.logScrubbing; who may read the logs is what protects them.",
  types: ["network:WebApplicationFirewallPolicy"],
  // Source: Microsoft Learn, web-application-firewall/ag/waf-sensitive-data-protection (2025).
  judge: (resource) => expectProperties(resource, { [STATE]: anythingBut("Enabled") }),
  cases: {
    pass: { given: policy("Disabled"), says: [`${STATE} is "Disabled"`] },
    fail: { given: policy("Enabled"), says: [`${STATE} is "Enabled"; it has to be anything but "Enabled"`] },
    absent: { given: one("network:WebApplicationFirewallPolicy", {}), says: [`${STATE} is absent`] },
    unknown: {
      given: policy(UNKNOWN),
      says: [`${STATE} is not known before the update; it has to be anything but "Enabled"`],
    },
    notApplicable: otherType("network:WebApplicationFirewallPolicy"),
  },
  sabotage: [
    {
      what: "blacks addresses out in the log",
      type: "network:WebApplicationFirewallPolicy",
      set: {
        "policySettings.logScrubbing": {
          state: "Enabled",
          scrubbingRules: [{ matchVariable: "RequestIPAddress", selectorMatchOperator: "EqualsAny", state: "Enabled" }],
        },
      },
    },
  ],
});
