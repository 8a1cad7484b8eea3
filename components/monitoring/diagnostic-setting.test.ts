import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { DIAGNOSTIC_CATEGORIES, type DiagnosedType } from "./diagnostic-categories";
import { DiagnosticSetting } from "./diagnostic-setting";

async function settingOf(resourceType: DiagnosedType, archiveAccountId?: string) {
  const resources = await recordResources(
    (options) =>
      new DiagnosticSetting(
        "kv",
        {
          resourceId: "resource",
          resourceType,
          workspaceId: "workspace",
          ...(archiveAccountId !== undefined && { archiveAccountId }),
        },
        options,
      ),
  );
  expect(resources.map(({ type, name }) => [type, name])).toEqual([["azure-native:monitor:DiagnosticSetting", "kv"]]);
  return resources[0]?.inputs;
}

describe("DiagnosticSetting", () => {
  it("sends all logs and metrics of a type with category groups", async () => {
    expect(await settingOf("Microsoft.KeyVault/vaults")).toEqual({
      name: "diag-mon",
      resourceUri: "resource",
      workspaceId: "workspace",
      logAnalyticsDestinationType: "Dedicated",
      logs: [{ categoryGroup: "allLogs", enabled: true }],
      metrics: [{ category: "AllMetrics", enabled: true }],
    });
  });

  it("names every category of the activity log, which has no groups", async () => {
    const setting = await settingOf("Microsoft.Resources/subscriptions");
    expect(setting?.["logs"]).toContainEqual({ category: "Administrative", enabled: true });
    expect(setting?.["metrics"]).toEqual([]);
  });

  it("writes the same to the archive where there is one", async () => {
    expect(await settingOf("Microsoft.KeyVault/vaults", "archive")).toMatchObject({ storageAccountId: "archive" });
  });

  it.each(Object.keys(DIAGNOSTIC_CATEGORIES) as DiagnosedType[])("sends something for %s", async (type) => {
    const setting = await settingOf(type);
    expect([setting?.["logs"], setting?.["metrics"]].flat().length).toBeGreaterThan(0);
  });
});
