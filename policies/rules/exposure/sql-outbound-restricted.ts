import { exactly, expectProperties, one, otherType, propertyRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-outbound-restricted",
  title: "Databases cannot send their contents anywhere",
  why: "Whoever gets into a database could copy it to a server of their own.",
  severity: "high",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation: 'Set restrictOutboundNetworkAccess to "Enabled", and leave out rules that except a host.',
  types: ["sql:Server", "sql:OutboundFirewallRule"],
  judge: (one) =>
    one.type === "sql:Server"
      ? expectProperties(one, { restrictOutboundNetworkAccess: exactly("Enabled") })
      : [violation(`the server may send what it has to ${String(one.inputs["outboundRuleFqdn"])}`, one)],
  cases: {
    pass: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: "Enabled" }),
      says: ['restrictOutboundNetworkAccess is "Enabled"'],
    },
    fail: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: "Disabled" }),
      says: ['restrictOutboundNetworkAccess is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ['restrictOutboundNetworkAccess is absent, which means "Disabled" on Azure; it has to be "Enabled"'],
    },
    unknown: {
      given: one("sql:Server", { restrictOutboundNetworkAccess: UNKNOWN }),
      says: ['restrictOutboundNetworkAccess is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("sql:Server", "sql:OutboundFirewallRule"),
  },
  sabotage: [
    {
      what: "excepts a stranger's account",
      type: "sql:Server",
      adds: {
        type: "sql:OutboundFirewallRule",
        inputs: ({ resourceGroupName, serverName }) => ({
          resourceGroupName,
          serverName,
          outboundRuleFqdn: "stranger.blob.core.windows.net",
        }),
      },
    },
    { what: "lets databases send data out", type: "sql:Server", set: { restrictOutboundNetworkAccess: "Disabled" } },
    { what: "leaves it to Azure", type: "sql:Server", set: { restrictOutboundNetworkAccess: undefined } },
  ],
});
