import type { RegisteredResource } from "../../policies/resources/registered-resource";
import {
  bag,
  bags,
  inPrefix,
  inRange,
  isPrefix,
  isPublic,
  nameAt,
  str,
  strs,
  tagHolds,
  type Bag,
  type Deployment,
} from "./azure-lookups";
import type { PlainPacket } from "./plain-packet";

/** Azure Firewall's order: all network rules, parent policies first; then all application rules; then refusal. */
export function firewallAllows(all: Deployment, firewall: RegisteredResource, packet: PlainPacket): boolean {
  const collections = collectionsOf(all, policyOf(all, firewall));
  for (const kind of ["NetworkRule", "ApplicationRule"]) {
    for (const collection of collections) {
      for (const rule of bags(collection["rules"]).filter((one) => one["ruleType"] === kind)) {
        const matches = kind === "NetworkRule" ? networkMatches(rule, packet) : applicationMatches(rule, packet);
        if (matches) return bag(collection["action"])["type"] === "Allow";
      }
    }
  }
  return false;
}

/** Every rule on a firewall, whatever its kind. */
export function rulesOn(all: Deployment, firewall: RegisteredResource): readonly Bag[] {
  return collectionsOf(all, policyOf(all, firewall)).flatMap((collection) => bags(collection["rules"]));
}

/** Whether a packet is what a NAT rule of the firewall makes of some packet from outside. */
export function isTranslated(all: Deployment, firewall: RegisteredResource, packet: PlainPacket): boolean {
  return rulesOn(all, firewall).some(
    (rule) =>
      rule["ruleType"] === "NatRule" &&
      rule["translatedAddress"] === packet.destination &&
      strs(rule["ipProtocols"]).some((protocol) => protocol.toLowerCase() === packet.protocol) &&
      Number(rule["translatedPort"]) === packet.port,
  );
}

const policyOf = (all: Deployment, firewall: RegisteredResource) =>
  all.at(bag(firewall.inputs["firewallPolicy"])["id"]);

function collectionsOf(all: Deployment, policy: RegisteredResource | undefined): readonly Bag[] {
  if (policy === undefined) return [];
  const inherited = collectionsOf(all, all.at(bag(policy.inputs["basePolicy"])["id"]));
  const byPriority = (one: Bag, other: Bag) => Number(one["priority"]) - Number(other["priority"]);
  const groups = [...all.below(policy, "network:FirewallPolicyRuleCollectionGroup")].sort((one, other) =>
    byPriority(one.inputs, other.inputs),
  );
  return [...inherited, ...groups.flatMap((group) => [...bags(group.inputs["ruleCollections"])].sort(byPriority))];
}

function placeMatches(texts: readonly string[], place: string): boolean {
  return texts.some((text) => {
    if (text === "*") return true;
    if (text === "Internet") return isPublic(place);
    return isPrefix(text) ? inPrefix(place, text) : tagHolds(text, place);
  });
}

function nameMatches(patterns: readonly string[], place: string): boolean {
  const name = nameAt(place);
  return (
    name !== undefined &&
    patterns.some((pattern) => (pattern.startsWith("*") ? name.endsWith(pattern.slice(1)) : pattern === name))
  );
}

function networkMatches(rule: Bag, packet: PlainPacket): boolean {
  const protocols = strs(rule["ipProtocols"]).map((protocol) => protocol.toLowerCase());
  const ports = strs(rule["destinationPorts"]);
  const serves = protocols.some((protocol) => {
    if (protocol !== "any" && protocol !== packet.protocol) return false;
    if (packet.protocol === "icmp") return protocol === "icmp" || ports.includes("*");
    return ports.some((range) => range === "*" || inRange(range, packet.port));
  });
  const destinations = strs(rule["destinationAddresses"]);
  const names = strs(rule["destinationFqdns"]);
  return (
    serves &&
    placeMatches(strs(rule["sourceAddresses"]), packet.source) &&
    (placeMatches(destinations, packet.destination) || nameMatches(names, packet.destination))
  );
}

function applicationMatches(rule: Bag, packet: PlainPacket): boolean {
  const ports = bags(rule["protocols"]).map(({ port }) => port);
  return (
    packet.protocol === "tcp" &&
    ports.includes(packet.port) &&
    placeMatches(strs(rule["sourceAddresses"]), packet.source) &&
    nameMatches(strs(rule["targetFqdns"]).map(str), packet.destination)
  );
}
