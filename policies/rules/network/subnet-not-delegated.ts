import { expectProperties, nothing, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const delegations = [{ name: "web", serviceName: "Microsoft.Web/serverFarms" }];

export const rule = propertyRule({
  id: "subnet-not-delegated",
  title: "No subnet is handed over to a service that puts its own machines there",
  why: "A service would run in a network zone that nobody planned for it, beside what the zone is kept for.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.networkZones", "isolation"],
  remediation: "Leave out delegations; nothing here runs in a delegated subnet.",
  types: ["network:Subnet"],
  // Microsoft Learn, virtual-network/subnet-delegation-overview (2025): a delegated subnet lets the service make its resources in it.
  judge: (resource) => expectProperties(resource, { delegations: nothing() }),
  cases: {
    pass: { given: one("network:Subnet", { delegations: [] }), says: ["delegations is []"] },
    fail: {
      given: one("network:Subnet", { delegations }),
      says: [`delegations is ${JSON.stringify(delegations)}; it has to be absent or empty`],
    },
    absent: { given: one("network:Subnet", {}), says: ["delegations is absent"] },
    unknown: {
      given: one("network:Subnet", { delegations: UNKNOWN }),
      says: ["delegations is not known before the update; it has to be absent or empty"],
    },
    notApplicable: otherType("network:Subnet"),
  },
  sabotage: [{ what: "hands a subnet over to a service", type: "network:Subnet", set: { delegations } }],
});
