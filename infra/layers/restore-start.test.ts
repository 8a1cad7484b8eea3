import { output } from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { Platform } from "../../azure/names/codes";
import { recordResources } from "../../components/record-resources";
import { guardOutputs, planOf, platformOutputs } from "./cell-network.fixture";
import { dataLossRuleId } from "./data-loss-rule";
import { defineJobRoles } from "./job-roles";
import { platformScope } from "./layer-identity";
import { platformJobRights } from "./platform-job-rights";
import { tenantAlerts } from "./tenant-alerts";
import { objectsIn, recordWorkload } from "./workload.fixture";

const named = (platform: Platform) => {
  const plan = planOf(platform);
  const [cell] = plan.cells;
  if (cell === undefined) throw new Error(`${platform} has no cell`);
  return { plan, cell };
};

async function jobsNamed(platform: Platform, start: string) {
  const { plan, cell } = named(platform);
  const objects = objectsIn(await recordWorkload(plan, cell));
  return objects.filter(({ kind, name }) => kind === "CronJob" && name.startsWith(start));
}

/** Alerts and rights as the cell's and the platform's layer make them. */
function watched(platform: Platform) {
  const { plan, cell } = named(platform);
  const scope = platformScope(plan);
  const at = { ...scope, cell: Number(cell.number), site: cell.activeSite };
  return recordResources(() => {
    const home = { scope: at, resourceGroupName: "rg-mon", location: "region", tags: {} };
    tenantAlerts(plan, cell, { home, site: cell.activeSite, platform: output(platformOutputs(plan)) });
    platformJobRights(plan, {
      scope,
      guard: output(guardOutputs(plan)),
      backupVaults: {},
      roles: defineJobRoles(plan, { scope }, {}),
      workspaces: Object.fromEntries(plan.sites.map(({ code }) => [code, output(`log-${code}`)])),
    });
  });
}

interface Schedule {
  readonly schedule: string;
  readonly suspend: boolean;
  readonly concurrencyPolicy: string;
  readonly jobTemplate: {
    readonly spec: {
      readonly activeDeadlineSeconds: number;
      readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] } };
    };
  };
}

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly configMapKeyRef: { readonly name: string } };
}

describe("a restore of draftit, which begins by itself", () => {
  it("looks every five minutes, on every day, for the tenant's own alert and for a recorded request", async () => {
    const { plan, cell } = named("draftit");
    const jobs = await jobsNamed("draftit", "restore-watch-");
    expect(jobs.map(({ name }) => name)).toEqual(cell.tenants.map(({ code }) => `restore-watch-${code}`));
    for (const [index, { inputs }] of jobs.entries()) {
      const tenant = cell.tenants[index]?.code ?? "";
      const spec = inputs["spec"] as Schedule;
      expect(spec).toMatchObject({ schedule: "*/5 * * * *", suspend: false, concurrencyPolicy: "Forbid" });
      // It begins a restore and ends, so that no run is in the way of the next; what fails the next run tries again.
      expect(spec.jobTemplate.spec).toMatchObject({ activeDeadlineSeconds: 300, backoffLimit: 0 });
      const env = spec.jobTemplate.spec.template.spec.containers[0]?.env ?? [];
      const valueOf = (name: string) => env.find((one) => one.name === name)?.value;
      const at = { ...platformScope(plan), cell: 1, site: cell.activeSite };
      // A recovery point, the longest verification, which may be what misses data, and the time to notice.
      expect(valueOf("ALERT_LOOKBACK")).toBe(`PT${60 + 4 * 60 + 5}M`);
      expect(JSON.parse(valueOf("WATCH") ?? "")).toMatchObject({ rule: dataLossRuleId(plan, at, tenant) });
      expect(env.find(({ name }) => name === "REQUEST")?.valueFrom?.configMapKeyRef.name).toBe(`restore-${tenant}`);
    }
  });

  it("has a run that a person starts for copies only, so that no request has two runs", async () => {
    const started = (await jobsNamed("draftit", "restore-")).filter(({ name }) => !name.startsWith("restore-watch-"));
    expect(started).not.toEqual([]);
    for (const { inputs } of started) {
      const env = (inputs["spec"] as Schedule).jobTemplate.spec.template.spec.containers[0]?.env ?? [];
      expect(env).toContainEqual({ name: "ONLY", value: "copy" });
      expect(env.filter(({ valueFrom }) => valueFrom !== undefined).map(({ name }) => name)).toEqual(["REQUEST"]);
    }
  });

  it("has an alert for each tenant under the id that its restore looks for", async () => {
    const { plan, cell } = named("draftit");
    const rules = (await watched("draftit")).filter(({ name }) => name.startsWith("data-lost-"));
    expect(rules.filter(({ type }) => type.endsWith("ScheduledQueryRule"))).toHaveLength(cell.tenants.length);
    for (const { code } of cell.tenants) {
      const rule = rules.find(({ name }) => name === `data-lost-${code}-rule`);
      const at = { ...platformScope(plan), cell: 1, site: cell.activeSite };
      expect(dataLossRuleId(plan, at, code).endsWith(`/scheduledQueryRules/${String(rule?.inputs["ruleName"])}`)).toBe(
        true,
      );
      expect(JSON.stringify(rule?.inputs)).toContain(`record.tenant in (\\\\\\"${code}\\\\\\")`.replaceAll("\\\\", ""));
      expect(rule?.inputs).toMatchObject({ severity: 0, evaluationFrequency: "PT1M", windowSize: "PT15M" });
      // The moment to go back to is named in the alert.
      expect(JSON.stringify(rule?.inputs)).toContain("wholeAt = tostring(record.details.wholeAt)");
      expect(rule?.inputs).toMatchObject({ criteria: { allOf: [{ dimensions: [{ name: "wholeAt" }] }] } });
    }
  });

  it("may read alerts, on the workspace alone, and nothing else of it", async () => {
    const made = await watched("draftit");
    const role = made.find(({ name }) => name === "role-alert-watcher");
    expect(role?.inputs["permissions"]).toEqual([
      { actions: ["Microsoft.AlertsManagement/alerts/read"], notActions: [], dataActions: [], notDataActions: [] },
    ]);
    const { cell } = named("draftit");
    const assigned = made.filter(({ name }) => name.includes("-sees-alerts-"));
    expect(assigned.map(({ inputs }) => inputs["scope"])).toEqual([`log-${cell.activeSite}`]);
  });
});

describe.each(["coachview", "superoffice", "cloxxs", "pct"] as const)(
  "%s, which promises no such thing",
  (platform) => {
    it("has neither the job nor the alerts nor the right", async () => {
      expect(await jobsNamed(platform, "restore-watch-")).toEqual([]);
      expect(await jobsNamed(platform, "restore-")).not.toEqual([]);
      const made = await watched(platform);
      expect(made.filter(({ name }) => /data-lost|alert-watcher|sees-alerts/.test(name))).toEqual([]);
    });
  },
);
