import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import type { ApplicationRule, FirewallRules, NatRule, NetworkRule } from "../model/firewall-rules";
import type { Firewall } from "../model/network-model";
import { nameOfTag } from "../packets/address-axis";
import { unionOf } from "../packets/intervals";
import { servicesOf } from "../packets/service-axis";
import { list, part, sameWord, text, type ModelReader } from "./model-reader";

/** A collection with where it stands; the smaller its rank, the earlier it is asked. */
interface Collection {
  readonly label: string;
  readonly about: RegisteredResource;
  readonly rank: readonly number[];
  readonly content: Properties;
}

/** Firewalls with the rules that their policies really put on them. */
export function readFirewalls(reader: ModelReader): readonly Firewall[] {
  const groups = reader.partsOf("network:FirewallPolicyRuleCollectionGroup", "network:FirewallPolicy");
  return reader.set.ofType("network:AzureFirewall").flatMap((firewall) => {
    for (const property of ["networkRuleCollections", "applicationRuleCollections", "natRuleCollections"]) {
      if (list(firewall.inputs[property]).length > 0) {
        reader.unclassified(firewall, `${property} without a policy (classic rules) are not modelled`);
      }
    }
    const subnet = reader.follow(firewall, "ipConfigurations.0.subnet.id", "network:Subnet");
    if (subnet === undefined) return [];
    const policy = reader.follow(firewall, "firewallPolicy.id", "network:FirewallPolicy");
    return [
      {
        resource: firewall,
        label: reader.label(firewall),
        subnet,
        rules: rulesOf(reader, policy === undefined ? [] : inherited(reader, policy, groups)),
        dnsProxy: part(policy?.inputs["dnsSettings"])["enableProxy"] === true,
      },
    ];
  });
}

/**
 * The collections of a policy and of the policies that it builds on. A parent's groups come before the child's whatever
 * the priorities say; within a policy groups go by priority, then collections by theirs.
 *
 * Source: Microsoft Learn, firewall/rule-processing (2025).
 */
function inherited(
  reader: ModelReader,
  policy: RegisteredResource,
  groups: ReadonlyMap<RegisteredResource, readonly RegisteredResource[]>,
): readonly Collection[] {
  const chain: RegisteredResource[] = [];
  for (let at: RegisteredResource | undefined = policy; at !== undefined && !chain.includes(at);) {
    chain.unshift(at);
    at = reader.follow(at, "basePolicy.id", "network:FirewallPolicy");
  }
  return chain
    .flatMap((owner, depth) =>
      (groups.get(owner) ?? []).flatMap((group) =>
        reader.entries(group, "ruleCollections").map((content): Collection => ({
          label: `${reader.label(owner)}/${reader.label(group)}/${text(content["name"])}`,
          about: group,
          rank: [depth, priority(reader, group, group.inputs), priority(reader, group, content)],
          content,
        })),
      ),
    )
    .sort((one, other) => compare(one.rank, other.rank));
}

function priority(reader: ModelReader, about: RegisteredResource, holder: Properties): number {
  const value = holder["priority"];
  if (typeof value !== "number") reader.undetermined(about, "a priority is not known before the update");
  return typeof value === "number" ? value : Infinity;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const index = one.findIndex((value, at) => value !== other[at]);
  return index < 0 ? 0 : (one[index] ?? 0) - (other[index] ?? 0);
}

function rulesOf(reader: ModelReader, collections: readonly Collection[]): FirewallRules {
  const nat: NatRule[] = [];
  const network: NetworkRule[] = [];
  const application: ApplicationRule[] = [];
  for (const { label, about, content } of collections) {
    const access = sameWord(part(content["action"])["type"], "Deny") ? "Deny" : "Allow";
    for (const rule of list(content["rules"])) {
      const named = { label: `${label}/${text(rule["name"])}`, sources: sourcesOf(reader, about, rule) };
      switch (text(rule["ruleType"]).toLowerCase()) {
        case "networkrule":
          network.push(...readNetworkRule(reader, about, rule).map((read) => ({ ...named, access, ...read }) as const));
          break;
        case "applicationrule":
          application.push({ ...named, access, ...readApplicationRule(reader, about, rule) });
          break;
        case "natrule":
          nat.push(...readNatRule(reader, about, rule).map((read) => ({ ...named, ...read })));
          break;
        default:
          reader.undetermined(about, `the kind of rule ${named.label} cannot be read`);
      }
    }
  }
  return { nat, network, application };
}

function sourcesOf(reader: ModelReader, about: RegisteredResource, rule: Properties): readonly string[] {
  for (const property of ["sourceIpGroups", "destinationIpGroups"]) {
    if (list(rule[property]).length > 0)
      reader.unclassified(about, `rule ${text(rule["name"])} names IP groups, which are not modelled`);
  }
  return reader.texts(about, rule, "sourceAddresses");
}

function readServices(reader: ModelReader, about: RegisteredResource, rule: Properties) {
  const ports = reader.texts(about, rule, "destinationPorts");
  const services = reader.texts(about, rule, "ipProtocols").map((protocol) => servicesOf(protocol, ports));
  if (services.some((set) => set === undefined)) {
    reader.undetermined(about, `protocol or ports of rule ${text(rule["name"])} cannot be read`);
  }
  return unionOf([], ...services.map((set) => set ?? []));
}

function readNetworkRule(reader: ModelReader, about: RegisteredResource, rule: Properties) {
  return [
    {
      destinations: reader.texts(about, rule, "destinationAddresses"),
      names: reader.texts(about, rule, "destinationFqdns"),
      services: readServices(reader, about, rule),
    },
  ];
}

/**
 * An application rule opens names, whatever else it says: paths and categories only narrow what a name gives, and
 * inspection of TLS looks into what passes without letting more pass.
 */
function readApplicationRule(reader: ModelReader, about: RegisteredResource, rule: Properties) {
  const urls = reader
    .texts(about, rule, "targetUrls")
    .map((url) => url.replace(/^https?:\/\//, "").split("/")[0] ?? url);
  const tags = reader.texts(about, rule, "fqdnTags", "webCategories").map(nameOfTag);
  const ports = list(rule["protocols"]).map(({ port }) => (typeof port === "number" ? String(port) : ""));
  const services = servicesOf("Tcp", tags.length > 0 && ports.length === 0 ? ["80", "443"] : ports);
  if (services === undefined) reader.undetermined(about, `ports of rule ${text(rule["name"])} cannot be read`);
  return { names: [...reader.texts(about, rule, "targetFqdns"), ...urls, ...tags], services: services ?? [] };
}

function readNatRule(reader: ModelReader, about: RegisteredResource, rule: Properties) {
  const translated = text(rule["translatedAddress"]);
  if (translated === "")
    reader.unclassified(about, `rule ${text(rule["name"])} translates to a name, which is not modelled`);
  const port = text(rule["translatedPort"]);
  const protocols = reader.texts(about, rule, "ipProtocols");
  const translatedServices = protocols.map((protocol) => servicesOf(protocol, [port === "" ? "*" : port]) ?? []);
  return [
    {
      services: readServices(reader, about, rule),
      ...(translated !== "" && { translatedAddress: translated }),
      translatedServices: unionOf([], ...translatedServices),
    },
  ];
}
