import { copyRole } from "../../azure/names/copy-role";
import { COPY_CONTAINERS } from "../../components/backup/copy-store";
import { copyCheckName, copyJobName } from "../../drills/copy-jobs";
import type { CopyPlan } from "../../infra/plan/backup-plan";
import type { CellPlan } from "../../infra/plan/cell-plan";
import { cronOf, tenantEpoch } from "../../infra/plan/job-times";
import type { Plan } from "../../infra/plan/plan";
import type { EstateCloud } from "./estate-cloud";

type Variables = Readonly<Record<string, string>>;

const cronJob = (name: string, schedule: string, variables: Variables) => {
  const env = Object.entries(variables).map(([key, value]) => ({ name: key, value }));
  const template = { spec: { containers: [{ name: "job", env }] } };
  return {
    ...{ kind: "CronJob", metadata: { name } },
    spec: { schedule, suspend: false, jobTemplate: { spec: { template } } },
  };
};

/** A server of which jobs know the address. */
const hostOf = (serverId: string): string => `${serverId.split("/").at(-1) ?? ""}.database.windows.net`;

/** The jobs of the tenants that make and verify independent copies, as the program deploys them, and the rule on what they say. */
export async function addCopyJobs(
  estate: EstateCloud,
  plan: Plan,
  cell: CellPlan,
  { cluster, databaseOf }: { readonly cluster: string; readonly databaseOf: (tenant: string) => string },
): Promise<void> {
  const { platform, environment, subscriptions } = plan.target;
  const checkServer = `/subscriptions/${subscriptions.platform}/resourceGroups/rg/providers/Microsoft.Sql/servers/sql-check`;
  await estate.put(checkServer, { location: "westeurope" });
  for (const copy of plan.backup.copies) {
    const places = copy.places.map((site) => placeAt(estate, plan, copy, site));
    const check = plan.jobs.find(({ job, label }) => job === "verification" && label === `copy-${copy.key}`);
    if (check === undefined) throw new Error(`nothing verifies copy ${copy.key}`);
    for (const [index, { code }] of cell.tenants.entries()) {
      const databaseId = databaseOf(code);
      const database = databaseId.split("/").at(-1) ?? "";
      const common = {
        ...{ PLATFORM: platform, ENVIRONMENT: environment, TENANT: code, GENERATION: "1", COPY: copy.key },
        PLACES: JSON.stringify(places),
      };
      const epoch = tenantEpoch({ epoch: copy.timing.epoch, turns: copy.timing }, index);
      const exports = {
        ...{ ...common, EVERY: `PT${copy.timing.everyMinutes}M`, EPOCH: epoch, SOURCE_DATABASE_ID: databaseId },
        ...{ COPY_DATABASE: `${database}-${copy.key}`, SQL_HOST: hostOf(databaseId.split("/databases/")[0] ?? "") },
        KEYS: JSON.stringify([{ kid: "file:///copies/01", kty: "RSA", n: "A".repeat(342), e: "AQAB" }]),
      };
      const checks = {
        ...{ ...common, RECOVERY_POINT: "copy", MAX_AGE: `PT${check.maxAgeMinutes ?? 0}M` },
        ...{
          CHECK_DATABASE: `${database}-check`,
          CHECK_SERVER_ID: checkServer,
          CHECK_SERVER_HOST: hostOf(checkServer),
        },
      };
      const makes = cronJob(copyJobName(copy, code), cronOf(epoch, copy.timing.everyMinutes), exports);
      const looks = cronOf(tenantEpoch(check, index), check.everyMinutes);
      await estate.putObject(cluster, makes);
      await estate.putObject(cluster, cronJob(copyCheckName({ tenant: code, copy: copy.key }), looks, checks));
    }
  }
  await addRestoreChecks(estate, plan, cell, { cluster, databaseOf, checkServer });
  await addRule(estate, plan, cell);
}

/** The jobs that restore Azure's own backups. */
async function addRestoreChecks(
  estate: EstateCloud,
  plan: Plan,
  cell: CellPlan,
  at: {
    readonly cluster: string;
    readonly databaseOf: (tenant: string) => string;
    readonly checkServer: string;
  },
): Promise<void> {
  const { platform, environment } = plan.target;
  for (const check of plan.jobs.filter(({ job, label = "" }) => job === "verification" && !label.startsWith("copy-"))) {
    for (const [index, { code }] of cell.tenants.entries()) {
      const databaseId = at.databaseOf(code);
      const variables = {
        ...{ PLATFORM: platform, ENVIRONMENT: environment, TENANT: code, GENERATION: "1" },
        ...{ MAX_AGE: `PT${check.maxAgeMinutes ?? 0}M`, CHECK_DATABASE: "check", DATABASE_ID: databaseId },
        SQL_HOST: hostOf(databaseId.split("/databases/")[0] ?? ""),
        ...(check.label === "long-term"
          ? {
              RECOVERY_POINT: "longTerm",
              CHECK_SERVER_ID: at.checkServer,
              CHECK_SERVER_HOST: hostOf(at.checkServer),
            }
          : { RECOVERY_POINT: "pointInTime" }),
      };
      const schedule = cronOf(tenantEpoch(check, index), check.everyMinutes);
      await estate.putObject(at.cluster, cronJob(`verification-${check.label ?? ""}-${code}`, schedule, variables));
    }
  }
}

function placeAt(estate: EstateCloud, plan: Plan, { kind, firstOfMonthDays }: CopyPlan, site: string) {
  const account = estate.name(plan, "storage:StorageAccount", { site }, { role: copyRole(kind) });
  return {
    ...{ name: site, url: `https://${account}.blob.core.windows.net`, container: COPY_CONTAINERS.copies },
    ...(firstOfMonthDays !== undefined && { firstOfMonthContainer: COPY_CONTAINERS.firstOfMonth }),
  };
}

async function addRule(estate: EstateCloud, plan: Plan, cell: CellPlan): Promise<void> {
  const tenants = cell.tenants.map(({ code }) => `"${code}"`).join(", ");
  const query = `Records | where event in ("verification.damaged", "verification.undetermined") | where tenant in (${tenants})`;
  await estate.put(
    `/subscriptions/${plan.target.subscriptions.cells}/resourceGroups/rg/providers/Microsoft.Insights/scheduledQueryRules/backup-damaged-${cell.number}`,
    { properties: { enabled: true, evaluationFrequency: "PT15M", criteria: { allOf: [{ query }] } } },
  );
}
