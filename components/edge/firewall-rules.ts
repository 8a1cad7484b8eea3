import type { network as inputs } from "@pulumi/azure-native/types/input";
import type { ChangeReference, FirewallCollection, FirewallRule } from "../../azure/firewall-rules";

const DEFAULT_APPLICATION_PORTS = ["443"];
/** The one port that means HTTP without TLS. */
const PLAIN_HTTP = 80;

/** What is written into every rule, so that the rule itself says which change it follows from. */
export function changeDescription({ reference, owner, until }: ChangeReference): string {
  return `ref=${reference};owner=${owner};until=${until}`;
}

function applicationRuleArgs(rule: FirewallRule): inputs.ApplicationRuleArgs {
  const ports = rule.ports.length > 0 ? rule.ports : DEFAULT_APPLICATION_PORTS;
  return {
    ruleType: "ApplicationRule",
    name: rule.name,
    description: changeDescription(rule.change),
    sourceAddresses: [...rule.sources],
    ...(rule.fqdns.length > 0 && { targetFqdns: [...rule.fqdns] }),
    // A tag brings its own ports; Azure takes the list all the same.
    ...(rule.fqdnTags.length > 0 && { fqdnTags: [...rule.fqdnTags] }),
    protocols: ports.map(Number).map((port) => ({ port, protocolType: port === PLAIN_HTTP ? "Http" : "Https" })),
  };
}

function networkRuleArgs(rule: FirewallRule): inputs.NetworkRuleArgs {
  return {
    ruleType: "NetworkRule",
    name: rule.name,
    description: changeDescription(rule.change),
    ipProtocols: [rule.protocol],
    sourceAddresses: [...rule.sources],
    ...(rule.destinations.length > 0 && { destinationAddresses: [...rule.destinations] }),
    ...(rule.fqdns.length > 0 && { destinationFqdns: [...rule.fqdns] }),
    destinationPorts: [...rule.ports],
  };
}

/** A collection as Azure takes it. */
export function collectionArgs(collection: FirewallCollection): inputs.FirewallPolicyFilterRuleCollectionArgs {
  return {
    ruleCollectionType: "FirewallPolicyFilterRuleCollection",
    name: collection.name,
    priority: collection.priority,
    action: { type: collection.action },
    rules: collection.rules.map((rule) =>
      rule.kind === "application" ? applicationRuleArgs(rule) : networkRuleArgs(rule),
    ),
  };
}
