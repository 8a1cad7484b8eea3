import { describe, expect, it } from "vitest";
import type { PropertyMapping, TypeMapping, ValueType } from "../arm/type-mapping";
import { mapping } from "./mapping";

function resource(name: string): TypeMapping {
  const found = mapping.of(`azure-native:${name}`);
  if (found === undefined) throw new Error(`no mapping for ${name}`);
  return found;
}

function objectNameOf(type: ValueType): string {
  if (type.kind === "object") return type.type;
  if (type.kind === "array") return objectNameOf(type.items);
  if (type.kind === "map") return objectNameOf(type.values);
  throw new Error(`${type.kind} is no object`);
}

/** Follows SDK names, such as `subnets.addressPrefix`, and gives the place in Azure's body and the last property. */
function follow(name: string, path: string): { readonly wire: string; readonly property: PropertyMapping } {
  const { properties, types } = resource(name);
  let level = properties;
  let last: PropertyMapping | undefined;
  const wire: string[] = [];
  for (const step of path.split(".")) {
    if (last !== undefined) level = types[objectNameOf(last.type)] ?? {};
    last = level[step];
    if (last === undefined) throw new Error(`${name} has no ${path}`);
    wire.push(last.wire.join("/"));
  }
  if (last === undefined) throw new Error("an empty path");
  return { wire: wire.join("/"), property: last };
}

describe("the place of an SDK property in Azure's body", () => {
  it.each([
    // Flattened where the SDK flattens, at every depth.
    ["network:VirtualNetwork", "subnets.addressPrefix", "properties/subnets/properties/addressPrefix"],
    [
      "network:VirtualNetwork",
      "subnets.networkSecurityGroup.id",
      "properties/subnets/properties/networkSecurityGroup/id",
    ],
    [
      "network:NetworkSecurityGroup",
      "securityRules.destinationPortRanges",
      "properties/securityRules/properties/destinationPortRanges",
    ],
    [
      "network:AzureFirewall",
      "ipConfigurations.publicIPAddress.id",
      "properties/ipConfigurations/properties/publicIPAddress/id",
    ],
    ["network:AzureFirewall", "zones", "zones"],
    ["network:PublicIPAddress", "sku.name", "sku/name"],
    ["network:VirtualNetworkGateway", "sku.name", "properties/sku/name"],
    [
      "network:ApplicationGateway",
      "httpListeners.firewallPolicy.id",
      "properties/httpListeners/properties/firewallPolicy/id",
    ],
    ["network:ApplicationGateway", "identity.userAssignedIdentities", "identity/userAssignedIdentities"],
    [
      "network:PrivateEndpoint",
      "privateLinkServiceConnections.groupIds",
      "properties/privateLinkServiceConnections/properties/groupIds",
    ],
    ["containerservice:ManagedCluster", "networkProfile.podCidr", "properties/networkProfile/podCidr"],
    ["containerservice:AgentPool", "type", "properties/type"],
    ["sql:Database", "requestedBackupStorageRedundancy", "properties/requestedBackupStorageRedundancy"],
    ["sql:Database", "sku.name", "sku/name"],
    ["storage:StorageAccount", "encryption.keyVaultProperties", "properties/encryption/keyvaultproperties"],
    ["storage:ObjectReplicationPolicy", "rules.filters.minCreationTime", "properties/rules/filters/minCreationTime"],
    ["authorization:RoleAssignment", "principalId", "properties/principalId"],
    ["authorization:ManagementLockByScope", "level", "properties/level"],
    ["privatedns:VirtualNetworkLink", "virtualNetwork.id", "properties/virtualNetwork/id"],
    ["trafficmanager:Profile", "monitorConfig.protocol", "properties/monitorConfig/protocol"],
    ["managedidentity:FederatedIdentityCredential", "issuer", "properties/issuer"],
    ["operationalinsights:Workspace", "retentionInDays", "properties/retentionInDays"],
    ["containerregistry:Registry", "sku.name", "sku/name"],
    ["containerregistry:Registry", "zoneRedundancy", "properties/zoneRedundancy"],
    ["kubernetesconfiguration:Extension", "extensionType", "properties/extensionType"],
    ["monitor:DiagnosticSetting", "logs.categoryGroup", "properties/logs/categoryGroup"],
    // A resource that no published package describes.
    ["monitor:ScheduledQueryRule", "windowSize", "properties/windowSize"],
    ["monitor:ScheduledQueryRule", "identity", "identity"],
    ["security:Pricing", "pricingTier", "properties/pricingTier"],
    ["resources:ResourceGroup", "tags", "tags"],
    // Left alone where the SDK keeps `properties`.
    ["keyvault:Vault", "properties.enablePurgeProtection", "properties/enablePurgeProtection"],
    ["dataprotection:BackupVault", "properties.storageSettings.type", "properties/storageSettings/type"],
  ])("%s %s is %s", (name, path, wire) => {
    expect(follow(name, path).wire).toBe(wire);
  });

  it("keeps a dot that is part of a name", () => {
    const { types } = resource("monitor:MetricAlert");
    expect(types["MetricAlertSingleResourceMultipleMetricCriteria"]?.["odataType"]?.wire).toEqual(["odata.type"]);
  });
});

describe("what the data says of a property", () => {
  it.each<[string, string, Partial<PropertyMapping>]>([
    ["sql:Server", "fullyQualifiedDomainName", { readOnly: true }],
    ["sql:Server", "administratorLoginPassword", { writeOnly: true, secret: true }],
    ["sql:FailoverGroup", "partnerServers", { required: true }],
    ["network:PrivateEndpoint", "subnet", { replaceOnChange: true }],
    ["sql:Database", "createMode", { replaceOnChange: true }],
    ["sql:Database", "restorePointInTime", { replaceOnChange: true }],
    ["network:VirtualNetwork", "location", { replaceOnChange: true }],
    ["network:VirtualNetwork", "subnets", { subresources: true }],
    ["containerservice:ManagedCluster", "networkProfile.serviceCidr", { replaceOnChange: true }],
  ])("%s %s", (name, path, expected) => {
    expect(follow(name, path).property).toMatchObject(expected);
  });

  it("does not replace where the plugin updates", () => {
    expect(follow("network:VirtualNetwork", "addressSpace").property.replaceOnChange).toBeUndefined();
    expect(follow("sql:Database", "sku").property.replaceOnChange).toBeUndefined();
    expect(follow("containerservice:ManagedCluster", "networkProfile").property.replaceOnChange).toBeUndefined();
  });

  it("lists the allowed values of an enum", () => {
    const { type } = follow("sql:Database", "requestedBackupStorageRedundancy").property;
    expect(type).toEqual({ kind: "string", enum: ["Geo", "Local", "Zone", "GeoZone"] });
  });

  it("tells the members of a union apart", () => {
    const { type } = follow("network:FirewallPolicyRuleCollectionGroup", "ruleCollections").property;
    expect(type).toEqual({
      kind: "array",
      items: {
        kind: "union",
        discriminator: "ruleCollectionType",
        variants: {
          FirewallPolicyFilterRuleCollection: "FirewallPolicyFilterRuleCollection",
          FirewallPolicyNatRuleCollection: "FirewallPolicyNatRuleCollection",
        },
      },
    });
  });

  it("knows identities as a list in the SDK and an object in Azure", () => {
    expect(follow("storage:StorageAccount", "identity.userAssignedIdentities").property.type.kind).toBe("textSet");
  });
});

it.each(mapping.tokens())("every type that %s reaches can be read", (token) => {
  const found = mapping.of(token);
  const wanted = Object.values(found?.types ?? {}).flatMap((type) => Object.values(type));
  const missing = [...wanted, ...Object.values(found?.properties ?? {})].flatMap(({ type }) => {
    const leaf = type.kind === "array" ? type.items : type;
    return leaf.kind === "object" && found?.types[leaf.type] === undefined ? [leaf.type] : [];
  });
  expect(missing).toEqual([]);
});

it("takes tokens with a version and knows no others", () => {
  expect(mapping.of("azure-native:sql/v20230801:Server")?.token).toBe("azure-native:sql:Server");
  expect(mapping.of("azure-native:sql:JobAgent")).toBeUndefined();
});
