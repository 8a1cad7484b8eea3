import { none } from "../hypothesis";
import type { Tolerance } from "../journal";
import { nextRun, runTimesOf } from "../copy-jobs";
import type { Instant } from "../cloud";
import { iso, type Step, type StepContext } from "../scenario";
import { noteMeasured } from "../steps/measured";
import { servingDatabase, workloadsIn } from "../steps/users";
import { azureBackups, azureDamageIds, azureDamages, type AzureBackup, type AzureDamageId } from "./azure-damages";
import type { PlaceFinding } from "./copy-work";
import { damageAlert } from "./damage-alert";

const HOUR = 3_600_000;
/** A month's backup is in long-term retention a week after the month at the latest, and the platform is new. */
const LONGEST_WAIT_HOURS = 45 * 24;

interface AzureRound {
  readonly tenant: string;
  readonly backup: AzureBackup;
  /** Absent where it was left whole. */
  readonly damage?: AzureDamageId;
  readonly verifiedAt: Instant;
  readonly findings: readonly PlaceFinding[];
  /** Absent where no rule raised one. */
  readonly alert?: { readonly at: Instant; readonly by: string };
}

const jobOf = (backup: AzureBackup, tenant: string): string => `verification-${azureBackups[backup]}-${tenant}`;

/** Backups that the platform promises to verify by restoring them. */
function promised({ subject }: StepContext): readonly AzureBackup[] {
  return (Object.keys(azureBackups) as readonly AzureBackup[]).filter((backup) =>
    subject.plan.jobs.some(({ job, label }) => job === "verification" && label === azureBackups[backup]),
  );
}

/** Waits for the first backup of a kind that has something of what users wrote. */
async function waitForBackup({ cloud, memory }: StepContext, tenant: string, backup: AzureBackup): Promise<void> {
  const begun = memory.read<Instant>("begun");
  const database = await servingDatabase(cloud, tenant);
  if (database === undefined) throw new Error(`${tenant} is not served`);
  for (let hours = 0; ; hours += 1) {
    const { points, none: missing } = await cloud.restorePoints(database);
    if (points.some(({ kind, latest }) => kind === backup && latest > begun)) return;
    const because =
      missing.find(({ kind }) => kind === backup)?.because ?? "there are only older ones than what users wrote";
    if (hours >= LONGEST_WAIT_HOURS) throw new Error(`${tenant} has no ${azureBackups[backup]} backup: ${because}`);
    await cloud.waitUntil((await cloud.now()) + HOUR);
  }
}

async function roundOf(
  context: StepContext,
  { tenant, backup, damage }: Pick<AzureRound, "tenant" | "backup" | "damage">,
): Promise<AzureRound | undefined> {
  const { cloud } = context;
  const times = runTimesOf(await cloud.clusterObjects(), jobOf(backup, tenant));
  if (times === undefined) return undefined;
  const verifiedAt = nextRun(times, await cloud.now());
  await cloud.waitUntil(verifiedAt);
  const findings = await (await context.copyWork()).verifyAzure(jobOf(backup, tenant), damage, verifiedAt);
  const isBad = findings.some(({ outcome }) => outcome !== "whole");
  const alert = isBad ? damageAlert(await cloud.resources(), tenant, verifiedAt) : undefined;
  const told = damage === undefined ? {} : { damage };
  return { tenant, backup, ...told, verifiedAt, findings, ...(alert !== undefined && { alert }) };
}

/** Whether it was found at once, for what it is, and somebody is told. */
function isFound({ damage, findings, alert }: AzureRound): boolean {
  const expected: string | undefined = damage && azureDamages[damage].foundAs;
  return (
    alert !== undefined &&
    findings.some(({ outcome, kinds }) => outcome === "damaged" && expected !== undefined && kinds.includes(expected))
  );
}

function roundText({ tenant, backup, damage, verifiedAt, findings, alert }: AzureRound): string {
  const said = findings.map(({ kinds, outcome }) => kinds.join(", ") || outcome).join("; ");
  const raised = alert === undefined ? "" : `, ${alert.by} at ${iso(alert.at)}`;
  return `${tenant}, ${azureBackups[backup]}, ${damage ?? "left whole"}; verified ${iso(verifiedAt)}: ${said}${raised}`;
}

/** Azure's own backups, whole and in every way in which one can turn out to be damaged when it is restored. */
export const azureRounds: Step = {
  id: "azure-backups",
  phase: "check",
  text: "Azure's own backups are verified when their jobs run: whole ones, and ones that turn out to be damaged when they are restored",
  byHand: [
    "Read the record of the alert `backup-damaged`: `absent` means that Azure did not restore it, `contents` what CHECKDB or the markers said.",
    "Try another point in time, then long-term backups, then independent copies; open a case with Microsoft at once, because nobody else can look at the backup.",
  ],
  run: async (context) => {
    const { memory, random } = context;
    const tenants = workloadsIn(context).map(({ id }) => id);
    const first = Math.floor(random("first backup") * tenants.length);
    const wanted = promised(context).flatMap((backup) =>
      [undefined, ...azureDamageIds].map((damage) => ({ backup, ...(damage !== undefined && { damage }) })),
    );
    const missing: string[] = [];
    for (const [index, one] of wanted.entries()) {
      const done = memory.readOr<readonly AzureRound[]>("azure", []);
      if (done.some(({ backup, damage }) => backup === one.backup && damage === one.damage)) continue;
      const tenant = tenants[(first + index) % tenants.length] ?? "";
      await waitForBackup(context, tenant, one.backup);
      const round = await roundOf(context, { tenant, ...one });
      if (round === undefined) missing.push(`no job ${jobOf(one.backup, tenant)} is deployed, or it is suspended`);
      else memory.note("azure", [...done, round]);
    }
    const rounds = memory.readOr<readonly AzureRound[]>("azure", []);
    const whole = rounds.filter(({ damage }) => damage === undefined);
    const isWhole = ({ findings }: AzureRound): boolean =>
      findings.length > 0 && findings.every(({ outcome }) => outcome === "whole");
    const damaged = rounds.filter((round) => round.damage !== undefined);
    noteMeasured(context, "azure-missed", damaged.filter((round) => !isFound(round)).length + missing.length);
    noteMeasured(context, "azure-false-alarms", whole.filter((round) => !isWhole(round)).length);
    return [...rounds.map(roundText), ...missing];
  },
};

/** What is expected of the verification of Azure's own backups. */
export const azureTolerances: readonly Tolerance[] = [
  none("azure-missed", "ways in which Azure's own backups are damaged and no alert says so", "backup.verification"),
  none("azure-false-alarms", "whole backups of Azure's own of which something else is said", "backup.verification"),
];
