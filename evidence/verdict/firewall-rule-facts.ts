import { listOf } from "../../policies/resources/reading";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import type { FirewallRuleFact } from "./verdict";

const RECORD = /ref=([^;]+);owner=[^;]+;until=([^;]+)/;

type Terms = Readonly<Record<string, unknown>>;

/** Every rule of every firewall policy with the change that it names; sorted. */
export function firewallRuleFacts(resources: readonly RegisteredResource[]): readonly FirewallRuleFact[] {
  return resources
    .filter(({ type }) => type === "network:FirewallPolicyRuleCollectionGroup")
    .flatMap((group) =>
      listOf(group, "ruleCollections").flatMap(({ rules }) =>
        (Array.isArray(rules) ? (rules as Terms[]) : []).map((rule) => factOf(group.name, rule)),
      ),
    )
    .sort((one, other) => (`${one.group} ${one.name}` < `${other.group} ${other.name}` ? -1 : 1));
}

function factOf(group: string, rule: Terms): FirewallRuleFact {
  const name = String(rule["name"]);
  const [, reference = "none", until = "nobody knows"] =
    RECORD.exec(typeof rule["description"] === "string" ? rule["description"] : name) ?? [];
  const to = [
    ...texts(rule["destinationAddresses"]),
    ...texts(rule["targetFqdns"]),
    ...texts(rule["destinationFqdns"]),
  ];
  const tags = texts(rule["fqdnTags"]);
  const ports = [...texts(rule["destinationPorts"]), ...portsOf(rule["protocols"])];
  const what = `${texts(rule["sourceAddresses"]).join(", ")} → ${[...to, ...tags].join(", ")} : ${ports.join(", ")}`;
  return { group, name, reference, until, what };
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String).sort() : []);

function portsOf(protocols: unknown): readonly string[] {
  return (Array.isArray(protocols) ? (protocols as Terms[]) : []).map(({ port }) => String(port));
}
