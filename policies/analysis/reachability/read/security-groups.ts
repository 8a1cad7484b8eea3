import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import type { SecurityGroup, SecurityRule } from "../model/network-model";
import { servicesOf } from "../packets/service-axis";
import { sameWord, text, type ModelReader } from "./model-reader";

/** Network security groups by their resource, with rules that are inline and rules that are resources of their own. */
export function readSecurityGroups(reader: ModelReader): ReadonlyMap<RegisteredResource, SecurityGroup> {
  const apart = reader.partsOf("network:SecurityRule", "network:NetworkSecurityGroup");
  return new Map(
    reader.set.ofType("network:NetworkSecurityGroup").map((group) => {
      const inline = reader.entries(group, "securityRules").map((rule) => readRule(reader, group, rule));
      const own = (apart.get(group) ?? []).map((rule) =>
        readRule(reader, rule, { name: reader.label(rule), ...rule.inputs }),
      );
      return [group, { label: reader.label(group), rules: [...inline, ...own].flatMap((rule) => rule ?? []) }];
    }),
  );
}

function readRule(reader: ModelReader, about: RegisteredResource, rule: Properties): SecurityRule | undefined {
  const name = text(rule["name"]);
  if ("sourceApplicationSecurityGroups" in rule || "destinationApplicationSecurityGroups" in rule) {
    return reader.unclassified(about, `rule ${name} names application security groups, which are not modelled`);
  }
  const sourcePorts = reader.texts(about, rule, "sourcePortRange", "sourcePortRanges");
  if (sourcePorts.some((port) => port !== "*")) {
    return reader.unclassified(about, `rule ${name} looks at source ports, which are not modelled`);
  }
  const ports = reader.texts(about, rule, "destinationPortRange", "destinationPortRanges");
  const services = servicesOf(text(rule["protocol"]), ports);
  const priority = rule["priority"];
  if (services === undefined || typeof priority !== "number") {
    return reader.undetermined(about, `protocol, ports or priority of rule ${name} cannot be read`);
  }
  return {
    name,
    priority,
    direction: sameWord(rule["direction"], "Inbound") ? "Inbound" : "Outbound",
    access: sameWord(rule["access"], "Allow") ? "Allow" : "Deny",
    services,
    sources: reader.texts(about, rule, "sourceAddressPrefix", "sourceAddressPrefixes"),
    destinations: reader.texts(about, rule, "destinationAddressPrefix", "destinationAddressPrefixes"),
  };
}
