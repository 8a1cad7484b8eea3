import { exactly, expectProperties, one, otherType, propertyRule, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "sql-not-public",
  title: "Database servers are reached by private endpoints only",
  why: "A server with a public endpoint can be tried by anybody on the internet.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: 'Set publicNetworkAccess to "Disabled", and leave out rules for its public side.',
  types: ["sql:Server", "sql:FirewallRule", "sql:VirtualNetworkRule"],
  judge: (one) => {
    if (one.type === "sql:Server") return expectProperties(one, { publicNetworkAccess: exactly("Disabled") });
    const { startIpAddress, endIpAddress, virtualNetworkSubnetId } = one.inputs;
    const who =
      one.type === "sql:VirtualNetworkRule"
        ? `subnet ${String(virtualNetworkSubnetId)}`
        : startIpAddress === "0.0.0.0" && endIpAddress === "0.0.0.0"
          ? // Source: Microsoft Learn, azure-sql/database/firewall-configure (2024).
            "every customer of Azure"
          : `${String(startIpAddress)} to ${String(endIpAddress)}`;
    return [violation(`a rule lets ${who} in at the server's public side; it may have no such rule`, one)];
  },
  cases: {
    pass: {
      given: one("sql:Server", { publicNetworkAccess: "Disabled" }),
      says: ['publicNetworkAccess is "Disabled"'],
    },
    fail: {
      given: one("sql:Server", { publicNetworkAccess: "Enabled" }),
      says: ['publicNetworkAccess is "Enabled"; it has to be "Disabled"'],
    },
    absent: {
      given: one("sql:Server", {}),
      says: ['publicNetworkAccess is absent, which means "Enabled" on Azure; it has to be "Disabled"'],
    },
    unknown: {
      given: one("sql:Server", { publicNetworkAccess: UNKNOWN }),
      says: ['publicNetworkAccess is not known before the update; it has to be "Disabled"'],
    },
    notApplicable: otherType("sql:Server", "sql:FirewallRule", "sql:VirtualNetworkRule"),
  },
  sabotage: [
    { what: "opens the server to the internet", type: "sql:Server", set: { publicNetworkAccess: "Enabled" } },
    {
      what: "lets every customer of Azure in",
      type: "sql:Server",
      adds: {
        type: "sql:FirewallRule",
        inputs: ({ resourceGroupName, serverName }) => ({
          resourceGroupName,
          serverName,
          firewallRuleName: "all",
          startIpAddress: "0.0.0.0",
          endIpAddress: "0.0.0.0",
        }),
      },
    },
    { what: "leaves the exposure to Azure", type: "sql:Server", set: { publicNetworkAccess: undefined } },
  ],
});
