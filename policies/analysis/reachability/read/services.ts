import { effectiveValue } from "../../../../azure/defaults";
import { read } from "../../../resources/reading";
import type { RegisteredResource } from "../../../resources/registered-resource";
import type { PrivateEndpoint, Service } from "../model/network-model";
import { list, part, sameWord, text, type Entries, type ModelReader } from "./model-reader";

type Doors = Service["doors"];

/** Private endpoints with what they lead to. */
export function readEndpoints(reader: ModelReader): readonly PrivateEndpoint[] {
  return reader.set.ofType("network:PrivateEndpoint").flatMap((endpoint) => {
    const subnet = reader.follow(endpoint, "subnet.id", "network:Subnet");
    if (subnet === undefined) return [];
    const connections = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"];
    return connections.flatMap((property) =>
      reader.entries(endpoint, property).flatMap((connection, index): readonly PrivateEndpoint[] => {
        const target = reader.set.reference(endpoint, `${property}.${index}.privateLinkServiceId`);
        if (target.kind === "unknown" || target.kind === "absent") {
          return reader.undetermined(endpoint, "what it leads to is not known before the update") ?? [];
        }
        const [group = ""] = reader.texts(endpoint, connection, "groupIds");
        return [
          {
            resource: endpoint,
            label: reader.label(endpoint),
            subnet,
            group,
            target: target.kind === "resource" ? target.resource : target.id,
          },
        ];
      }),
    );
  });
}

/** Services with a public address, and what the firewall of each lets in there. */
export function readServices(reader: ModelReader): readonly Service[] {
  const servers = reader.partsOf("sql:FirewallRule", "sql:Server");
  const serverNetworks = reader.partsOf("sql:VirtualNetworkRule", "sql:Server");
  const ofType = reader.set.ofType.bind(reader.set);
  const service = (resource: RegisteredResource, port: number, doors: Doors): Service => ({
    resource,
    label: reader.label(resource),
    port,
    doors,
  });
  return [
    ...ofType("sql:Server").map((server) => {
      if ((serverNetworks.get(server) ?? []).length > 0) subnetRules(reader, server);
      return service(server, 1433, unlessClosed(reader, server, "publicNetworkAccess", sqlDoors(servers.get(server))));
    }),
    ...ofType("storage:StorageAccount").map((account) =>
      service(account, 443, ruledDoors(reader, account, "publicNetworkAccess", "networkRuleSet")),
    ),
    ...ofType("keyvault:Vault").map((vault) =>
      service(vault, 443, ruledDoors(reader, vault, "properties.publicNetworkAccess", "properties.networkAcls")),
    ),
    ...ofType("containerregistry:Registry").map((registry) =>
      service(registry, 443, ruledDoors(reader, registry, "publicNetworkAccess", "networkRuleSet")),
    ),
    ...ofType("containerservice:ManagedCluster").map((cluster) => service(cluster, 443, apiServerDoors(cluster))),
  ];
}

function subnetRules(reader: ModelReader, about: RegisteredResource): void {
  reader.unclassified(about, "lets subnets in by service endpoints, which are not modelled for services");
}

/** What a service lets in, unless its public side is shut off; then rules mean nothing. */
function unlessClosed(reader: ModelReader, service: RegisteredResource, path: string, doors: Doors): Doors {
  const access = read(service, path);
  if (access.kind === "unknown") return reader.undetermined(service, `${path} is not known before the update`) ?? [];
  const value = access.kind === "absent" ? "Enabled" : access.value;
  return sameWord(value, "Disabled") || sameWord(value, "SecuredByPerimeter") ? [] : doors;
}

/**
 * A database server lets in what its rules say and nothing else; the rule for 0.0.0.0 means every Azure customer.
 * Source: Microsoft Learn, azure-sql/database/firewall-configure (2024).
 */
function sqlDoors(rules: readonly RegisteredResource[] = []): Doors {
  return rules.map((rule) => {
    const first = text(rule.inputs["startIpAddress"]);
    const last = text(rule.inputs["endIpAddress"]);
    const sources = first === "0.0.0.0" && last === "0.0.0.0" ? ["AzureCloud"] : [`${first}-${last}`];
    return { sources, rule: `firewall rule ${rule.name}` };
  });
}

/** Storage, vaults and registries: a default action and exceptions to it. */
function ruledDoors(reader: ModelReader, service: RegisteredResource, access: string, rules: string): Doors {
  const content = part(rules.split(".").reduce<unknown>((value, key) => part(value)[key], service.inputs));
  if (list(content["virtualNetworkRules"]).length > 0) subnetRules(reader, service);
  const action = effectiveValue(service.type, service.inputs, `${rules}.defaultAction`) ?? "Allow";
  const exceptions: Entries = list(content["ipRules"]);
  const doors = sameWord(action, "Deny")
    ? exceptions.map((rule) => {
        const address = text(rule["iPAddressOrRange"]) || text(rule["value"]);
        return { sources: [address], rule: `${rules}.ipRules ${address}` };
      })
    : [{ sources: ["*"], rule: `${rules}.defaultAction Allow` }];
  return unlessClosed(reader, service, access, doors);
}

/** Source: Microsoft Learn, aks/private-clusters and aks/api-server-authorized-ip-ranges (2026-08). */
function apiServerDoors(cluster: RegisteredResource): Doors {
  const profile = part(cluster.inputs["apiServerAccessProfile"]);
  if (profile["enablePrivateCluster"] === true) return [];
  const ranges = Array.isArray(profile["authorizedIPRanges"]) ? (profile["authorizedIPRanges"] as string[]) : [];
  return ranges.length === 0
    ? [{ sources: ["*"], rule: "the API server is public" }]
    : ranges.map((range) => ({ sources: [range], rule: `authorizedIPRanges ${range}` }));
}
