import { beforeAll, describe, expect, it } from "vitest";
import { recordResources, type RecordedResource } from "../record-resources";
import { DatabaseServer, type DatabaseServerArgs } from "./database-server";

const args: DatabaseServerArgs = {
  scope: { platform: "coachview", environment: "local", site: "weu", cell: 1 },
  resourceGroupName: "rg",
  location: "westeurope",
  tags: { platform: "coachview" },
  workspaceId: "workspace",
  administrators: { name: "database-administrators", objectId: "group", directory: "directory" },
};

const record = (changed: Partial<DatabaseServerArgs> = {}) =>
  recordResources((options) => new DatabaseServer("shared", { ...args, ...changed }, options));

describe("DatabaseServer", () => {
  let resources: readonly RecordedResource[];
  const inputsOf = (name: string) => resources.find((resource) => resource.name === name)?.inputs;

  beforeAll(async () => {
    resources = await record();
  });

  it("has exactly these children, and protects the server", () => {
    expect(resources.map(({ type, name, protect }) => [type, name, protect])).toEqual([
      ["deltawerk:data:DatabaseServer", "shared", false],
      ["azure-native:sql:Server", "shared-server", true],
      ["azure-native:monitor:DiagnosticSetting", "shared-trail", false],
      ["azure-native:sql:ExtendedServerBlobAuditingPolicy", "shared-audit", false],
      ["azure-native:sql:ServerSecurityAlertPolicy", "shared-threats", false],
      ["azure-native:sql:SqlVulnerabilityAssessmentsSetting", "shared-scans", false],
    ]);
  });

  it("knows no password, no public network and no way out", () => {
    expect(inputsOf("shared-server")).toEqual({
      serverName: expect.stringMatching(/^sql-cvl-weu-01-dat-[a-z2-7]{4}$/) as string,
      resourceGroupName: "rg",
      location: "westeurope",
      tags: { platform: "coachview" },
      version: "12.0",
      administrators: {
        administratorType: "ActiveDirectory",
        azureADOnlyAuthentication: true,
        login: "database-administrators",
        principalType: "Group",
        sid: "group",
        tenantId: "directory",
      },
      minimalTlsVersion: "1.2",
      publicNetworkAccess: "Disabled",
      restrictOutboundNetworkAccess: "Enabled",
    });
  });

  it("sends its audit trail to the workspace, without the text of queries", () => {
    expect(inputsOf("shared-audit")).toMatchObject({
      state: "Enabled",
      isAzureMonitorTargetEnabled: true,
      isDevopsAuditEnabled: true,
    });
    const audited = inputsOf("shared-audit")?.["auditActionsAndGroups"];
    expect(audited).toContain("FAILED_DATABASE_AUTHENTICATION_GROUP");
    expect(audited).not.toContain("BATCH_COMPLETED_GROUP");
    expect(inputsOf("shared-trail")).toMatchObject({
      resourceUri: "shared-server-id/databases/master",
      workspaceId: "workspace",
    });
  });

  it("appends the audit trail to the archive where there is one", async () => {
    const trail = (await record({ logArchiveId: "archive" })).find(({ name }) => name === "shared-trail");
    expect(trail?.inputs).toMatchObject({ storageAccountId: "archive", workspaceId: "workspace" });
    expect(inputsOf("shared-trail")).not.toHaveProperty("storageAccountId");
  });

  it("scans and detects", () => {
    expect(inputsOf("shared-threats")).toMatchObject({ state: "Enabled", securityAlertPolicyName: "Default" });
    expect(inputsOf("shared-scans")).toMatchObject({ state: "Enabled", vulnerabilityAssessmentName: "default" });
  });

  it("names a tenant's own server after the tenant and not after its cell", async () => {
    const server = (await record({ tenant: "ab12" })).find(({ name }) => name === "shared-server");
    expect(server?.inputs["serverName"]).toMatch(/^sql-cvl-weu-ab12-dat-[a-z2-7]{4}$/);
  });
});

describe("a server with a key of its tenant's own", () => {
  const KEY = "https://hsm-veld.managedhsm.azure.net/keys/databases/0123456789abcdef0123456789abcdef";
  const EARLIER = KEY.replace("0123", "ffff");
  const keys = (resources: readonly RecordedResource[]) =>
    resources.filter(({ type }) => /ServerKey$|EncryptionProtector$/.test(type));

  it("knows every version and encrypts with the first, which Azure does not change by itself", async () => {
    const made = await record({ customerKey: { identityId: "identity", versions: [KEY, EARLIER] } });
    expect(made.find(({ name }) => name === "shared-server")?.inputs).toMatchObject({
      identity: { type: "UserAssigned", userAssignedIdentities: ["identity"] },
      primaryUserAssignedIdentityId: "identity",
    });
    const common = { resourceGroupName: "rg", serverName: expect.stringMatching(/^sql-/) as string };
    const own = { ...common, serverKeyType: "AzureKeyVault" };
    const [current, earlier] = [KEY, EARLIER].map((uri) => `hsm-veld_databases_${uri.split("/").at(-1) ?? ""}`);
    expect(keys(made).map(({ inputs, protect }) => [inputs, protect])).toEqual([
      [{ ...own, keyName: current, uri: KEY }, true],
      [{ ...own, keyName: earlier, uri: EARLIER }, true],
      [{ ...own, encryptionProtectorName: "current", serverKeyName: current, autoRotationEnabled: false }, false],
    ]);
  });

  it("has its identity before there is a key, so that people can let it to one", async () => {
    const made = await record({ customerKey: { identityId: "identity", versions: [] } });
    expect(keys(made)).toEqual([]);
    expect(made.find(({ name }) => name === "shared-server")?.inputs).toHaveProperty("primaryUserAssignedIdentityId");
  });
});
