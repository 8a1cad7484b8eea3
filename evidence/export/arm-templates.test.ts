import { describe, expect, it } from "vitest";
import { registeredResource, type Properties } from "../../policies/resources/registered-resource";
import { SECRET } from "../../policies/resources/unknown";
import { azureBodyOf } from "../../simulator/mapping/azure-body";
import { armTemplates } from "./arm-templates";

const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-Data";

function resource(type: string, id: string, inputs: Properties, dependencies: readonly string[] = []) {
  const name = id.split("/").at(-1) ?? "";
  const urn = `urn:pulumi:pct-local-cell-01::deltawerk::azure-native:${type}::${name}`;
  return registeredResource({ urn, id, inputs, dependencies });
}

const server = resource("sql:Server", `${group}/providers/Microsoft.Sql/servers/sql-1`, {
  serverName: "sql-1",
  resourceGroupName: "rg-Data",
  location: "westeurope",
  minimalTlsVersion: "1.2",
  administratorLoginPassword: SECRET,
  tags: { note: "[not an expression]" },
});
const database = resource(
  "sql:Database",
  `${group}/providers/Microsoft.Sql/servers/sql-1/databases/db-1`,
  {
    serverName: "sql-1",
    databaseName: "db-1",
    resourceGroupName: "rg-Data",
    location: "westeurope",
    zoneRedundant: true,
  },
  [server.urn],
);
const setting = resource(
  "monitor:DiagnosticSetting",
  `${group}/providers/Microsoft.Sql/servers/sql-1/providers/Microsoft.Insights/diagnosticSettings/diag`,
  { name: "diag", resourceUri: `${group}/providers/Microsoft.Sql/servers/sql-1`, logs: [] },
);
const whole = resource("resources:ResourceGroup", group, { resourceGroupName: "rg-Data", location: "westeurope" });
const all = [database, setting, server, whole];

function templates(
  resources = all,
): Readonly<Record<string, { readonly resources: readonly Properties[] } & Properties>> {
  const { files } = armTemplates(resources, azureBodyOf);
  return Object.fromEntries(files.map(({ path, text }) => [path, JSON.parse(text) as never]));
}

const groupFile = "pct-local-cell-01/11111111-1111-1111-1111-111111111111/rg-data.json";
const subscriptionFile = "pct-local-cell-01/11111111-1111-1111-1111-111111111111/subscription.json";

describe("ARM templates", () => {
  it("are one for each resource group, and one for what is in the subscription itself", () => {
    expect(Object.keys(templates())).toEqual([groupFile, subscriptionFile]);
    expect(templates()[groupFile]?.["$schema"]).toContain("/deploymentTemplate.json#");
    expect(templates()[subscriptionFile]?.["$schema"]).toContain("/subscriptionDeploymentTemplate.json#");
    expect(templates()[subscriptionFile]?.resources.map(({ name }) => name)).toEqual(["rg-Data"]);
  });

  it("have full types and names, bodies nested as Azure's API has them, and what each waits for", () => {
    const found = templates()[groupFile]?.resources.find(({ type }) => type === "Microsoft.Sql/servers/databases");
    expect(found).toEqual({
      type: "Microsoft.Sql/servers/databases",
      apiVersion: expect.stringMatching(/^20\d\d-\d\d-\d\d/) as unknown,
      name: "sql-1/db-1",
      location: "westeurope",
      properties: { zoneRedundant: true },
      dependsOn: [`${group}/providers/Microsoft.Sql/servers/sql-1`],
    });
  });

  it("ask for secrets and write none, and quote what would be read as an expression", () => {
    const found = templates()[groupFile]?.resources.find(({ type }) => type === "Microsoft.Sql/servers");
    expect(found?.["tags"]).toEqual({ note: "[[not an expression]" });
    expect(found?.["properties"]).toMatchObject({
      administratorLoginPassword: "[parameters('sql-1-properties-administratorLoginPassword')]",
    });
    expect(templates()[groupFile]?.["parameters"]).toEqual({
      "sql-1-properties-administratorLoginPassword": { type: "securestring" },
    });
    expect(JSON.stringify(templates())).not.toContain(SECRET);
  });

  it("say what an extension resource extends", () => {
    const found = templates()[groupFile]?.resources.find(({ name }) => name === "diag");
    expect(found?.["scope"]).toBe("Microsoft.Sql/servers/sql-1");
  });

  it("are the same whatever the order of the resources", () => {
    expect(armTemplates([...all].reverse(), azureBodyOf)).toEqual(armTemplates(all, azureBodyOf));
  });

  it("leave nothing out in silence", () => {
    const { urn, inputs } = server;
    const unmade = registeredResource({ urn, inputs });
    expect(armTemplates([unmade], azureBodyOf)).toEqual({
      files: [],
      left: ["pct-local-cell-01 sql-1: it has no id of Azure's"],
    });
    expect(armTemplates([server], () => undefined).left).toEqual([
      "pct-local-cell-01 sql-1: its shape in Azure is not known",
    ]);
  });
});
