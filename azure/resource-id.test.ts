import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseArmId, sameArmId } from "./arm-id";
import { NAME_RULES } from "./names/name-rules";
import { idInputsOf, idOf } from "./resource-id";
import { RESOURCE_TYPES, typeOfArmType, typeOfToken } from "./resource-types";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg`;
const SDK = join(__dirname, "../node_modules/@pulumi/azure-native");

/** The text of the SDK's class for a token; the classes are read, not loaded. */
function sdkClass(token: string): string {
  const [, module = "", name = ""] = token.split(":");
  return readFileSync(join(SDK, module, `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`), "utf8");
}

describe.each(RESOURCE_TYPES)("$token", (type) => {
  it("is a token of the SDK, with the inputs that make its id", () => {
    const source = sdkClass(type.token);
    expect(source).toContain(`__pulumiType = '${type.token}'`);
    for (const input of idInputsOf(type).filter((name) => name !== "subscriptionId")) {
      expect(source).toContain(`resourceInputs["${input}"] = `);
    }
  });

  it("is found by its token and by the type of its ids", () => {
    expect(typeOfToken(type.token)).toBe(type);
    const inputs = Object.fromEntries(idInputsOf(type).map((input) => [input, valueFor(input)]));
    const id = idOf(type.token, inputs, SUBSCRIPTION) ?? "";
    expect(typeOfArmType(parseArmId(id)?.type ?? "")).toBe(type);
  });
});

function valueFor(input: string): string {
  switch (input) {
    case "scope":
    case "resourceUri":
      return GROUP;
    case "scopeId":
      return `subscriptions/${SUBSCRIPTION}`;
    case "clusterRp":
      return "Microsoft.ContainerService";
    case "clusterResourceName":
      return "managedClusters";
    case "recordType":
      return "A";
    case "endpointType":
      return "ExternalEndpoints";
    default:
      return `${input}-1`;
  }
}

describe("ids that inputs give", () => {
  it.each([
    ["resources:ResourceGroup", { resourceGroupName: "rg" }, GROUP],
    [
      "azure-native:sql:Database",
      { resourceGroupName: "rg", serverName: "s", databaseName: "d" },
      `${GROUP}/providers/Microsoft.Sql/servers/s/databases/d`,
    ],
    [
      "sql:LongTermRetentionPolicy",
      { resourceGroupName: "rg", serverName: "s", databaseName: "d" },
      `${GROUP}/providers/Microsoft.Sql/servers/s/databases/d/backupLongTermRetentionPolicies/default`,
    ],
    [
      "storage:BlobContainer",
      { resourceGroupName: "rg", accountName: "a", containerName: "c" },
      `${GROUP}/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c`,
    ],
    [
      "kubernetesconfiguration:Extension",
      {
        resourceGroupName: "rg",
        clusterRp: "Microsoft.ContainerService",
        clusterResourceName: "managedClusters",
        clusterName: "k",
        extensionName: "e",
      },
      `${GROUP}/providers/Microsoft.ContainerService/managedClusters/k/providers/Microsoft.KubernetesConfiguration/extensions/e`,
    ],
    [
      "monitor:DiagnosticSetting",
      { resourceUri: `${GROUP}/providers/Microsoft.Sql/servers/s`, name: "n" },
      `${GROUP}/providers/Microsoft.Sql/servers/s/providers/Microsoft.Insights/diagnosticSettings/n`,
    ],
    [
      "security:Pricing",
      { scopeId: `subscriptions/${SUBSCRIPTION}`, pricingName: "SqlServers" },
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/pricings/SqlServers`,
    ],
    [
      "security:SecurityContact",
      {},
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Security/securityContacts/default`,
    ],
  ])("%s", (token, inputs, id) => {
    expect(idOf(token, inputs, SUBSCRIPTION)).toBe(id);
  });

  it("are not known while an input is absent or unknown", () => {
    expect(idOf("sql:Server", { resourceGroupName: "rg" }, SUBSCRIPTION)).toBeUndefined();
    expect(
      idOf("sql:Server", { resourceGroupName: "rg", serverName: { unknown: true } }, SUBSCRIPTION),
    ).toBeUndefined();
  });

  it("are refused for a type that is not in the inventory", () => {
    expect(() => idOf("azure-native:sql:Databases", {}, SUBSCRIPTION)).toThrow(
      'Type "azure-native:sql:Databases" is not in the inventory. Did you mean "azure-native:sql:Database"?',
    );
  });
});

describe("the inventory", () => {
  it("holds every type that the grammar names", () => {
    expect(Object.keys(NAME_RULES).filter((name) => typeOfToken(name) === undefined)).toEqual([]);
  });

  it("reads tokens with an API version as the same type", () => {
    expect(typeOfToken("azure-native:network/v20240501:Subnet")?.name).toBe("network:Subnet");
    expect(typeOfToken("azure-native:network:Subnets")).toBeUndefined();
  });

  it.each([
    ["storage:StorageAccount", "global"],
    ["resources:ResourceGroup", "subscription"],
    ["network:VirtualNetwork", "resource group"],
    ["network:Subnet", "parent"],
    ["authorization:RoleAssignment", "extended resource"],
    ["security:SecurityContact", "subscription"],
  ])("%s has a name that is unique within: %s", (token, scope) => {
    expect(typeOfToken(token)?.nameScope).toBe(scope);
  });

  it("has no two types with the same ids", () => {
    const ids = RESOURCE_TYPES.map((type) => type.path.toLowerCase());
    expect(new Set(ids).size).toBe(ids.length);
    expect(sameArmId(GROUP, GROUP.toUpperCase())).toBe(true);
  });
});
