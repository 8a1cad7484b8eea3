import { output } from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { durationDays } from "../../agreement/duration";
import { documentsIn, loadPlatform } from "../../agreement/load-platform";
import { endOfContent, type BlobHistory } from "../../azure/blob-history";
import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import { documentsPolicy } from "../../components/backup/backup-policies";
import { recordResources, type RecordedResource } from "../../components/record-resources";
import { cloudFacts } from "../plan/cloud-facts";
import type { Plan } from "../plan/plan";
import { cellData } from "./cell-data";
import type { CellSite } from "./cell-network";
import { planOf, platformOutputs } from "./cell-network.fixture";

const PLATFORMS = Object.keys(PLATFORM_CODES) as readonly Platform[];

function recordData(platform: Platform, plan: Plan, cell: Plan["cells"][number]) {
  const networks = cell.spokes.map(({ site, tenant, segments }): CellSite => ({
    site,
    ...(tenant !== undefined && { tenant }),
    location: plan.sites.find(({ code }) => code === site)?.region ?? "",
    resourceGroupName: output(`rg-net-${site}`),
    networkId: output(site),
    networkName: output(site),
    subnets: Object.fromEntries(segments.map(({ key }) => [key, output(`${site}/${key}`)])),
    routeTables: {},
    egress: [],
  }));
  return recordResources(() =>
    cellData(plan, cell, {
      scope: { platform, environment: "local", cell: Number(cell.number) },
      tags: {},
      platform: output(platformOutputs(plan)),
      networks,
      administrators: { name: "database-administrators", objectId: "group", directory: plan.target.directory },
      users: Object.fromEntries(
        cell.tenants.map(({ code }) => [code, { name: `id-${code}`, principalId: output(`${code}-principal`) }]),
      ),
    }),
  );
}

/** What a storage account is told about the history of its blobs. */
function historyOf(resources: readonly RecordedResource[], accountName: unknown): BlobHistory {
  const inputsOf = (type: string) =>
    resources.find((one) => one.type === `azure-native:storage:${type}` && one.inputs["accountName"] === accountName)
      ?.inputs ?? {};
  const properties = inputsOf("BlobServiceProperties");
  const soft = properties["deleteRetentionPolicy"] as { readonly enabled: boolean; readonly days: number };
  const rule = JSON.stringify(inputsOf("ManagementPolicy"));
  const [, days] = /"version":\{"delete":\{"daysAfterCreationGreaterThan":(\d+)\}/.exec(rule) ?? [];
  return {
    versioning: properties["isVersioningEnabled"] === true,
    softDeleteDays: soft.enabled ? soft.days : 0,
    ...(days !== undefined && { versionsDeletedAfterDays: Number(days) }),
  };
}

describe.each(PLATFORMS)("documents of %s", (platform) => {
  const plan = planOf(platform);
  const loaded = loadPlatform(platform, documentsIn("."), cloudFacts);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { documents } = loaded.value.agreement;
  let resources: readonly RecordedResource[] = [];

  beforeAll(async () => {
    for (const cell of plan.cells) resources = [...resources, ...(await recordData(platform, plan, cell))];
  });

  // Azure treats what is overwritten as what is deleted, so the longer of the two periods has to hold for both.
  it.each([0, 1, 29, 30, 31, 89, 90, 91, 3650])("of %i days can be brought back as long as agreed", (age) => {
    const accounts = resources.filter(
      ({ type, name }) => type === "azure-native:storage:StorageAccount" && name.startsWith("documents-"),
    );
    const sites = plan.cells.flatMap((cell) => cell.documents?.sites ?? []);
    expect(accounts).toHaveLength(sites.length);
    const agreed = Math.max(durationDays(documents.changesKept), durationDays(documents.deletedKept));
    for (const { inputs } of accounts) {
      const { earliest, latest } = endOfContent(historyOf(resources, inputs["accountName"]), age);
      expect(earliest).toBeGreaterThanOrEqual(agreed);
      // Longer than agreed only by what a version of new content takes, and never for good.
      expect(latest).toBeLessThanOrEqual(agreed + durationDays(documents.changesKept) + 2);
    }
  });

  it("are backed up every day apart from that, at every site where that is agreed", () => {
    const stores = plan.cells.flatMap(({ documents: store }) => (store === undefined ? [] : [store.sites]));
    const agreed = stores.flatMap((sites) => (documents.backupAt === "every site" ? sites : sites.slice(0, 1)));
    const backedUp = resources.filter(({ type }) => type === "deltawerk:backup:ProtectedDocuments");
    expect(backedUp.map(({ name }) => name).sort()).toEqual(agreed.map((site) => `documents-${site}-backup`).sort());
    const vaults = plan.backup.vaults.filter(({ protects }) => protects.includes("documents"));
    expect(vaults.map(({ site }) => site).sort()).toEqual([...new Set(agreed)].sort());
    for (const vault of vaults) {
      expect(vault.vaultDays).toBeGreaterThanOrEqual(durationDays(documents.backupKept));
      const policy = JSON.stringify(documentsPolicy(vault));
      expect(policy).toContain('"repeatingTimeIntervals":["R/2024-01-01T02:00:00+00:00/P1D"]');
      expect(policy).toContain(`"deleteAfter":{"objectType":"AbsoluteDeleteOption","duration":"P${vault.vaultDays}D"}`);
    }
  });
});
