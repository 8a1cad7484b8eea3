import type { CopyPlan } from "../../infra/plan/backup-plan";
import type { Instant } from "../cloud";
import { copyCheckName, copyJobName, nextRun, runTimesOf } from "../copy-jobs";
import { iso, type StepContext } from "../scenario";
import { workloadsIn } from "../steps/users";
import { damageAlert } from "./damage-alert";
import type { CopyName, PlaceFinding } from "./copy-work";
import type { DamageId } from "./damages";

const MINUTE = 60_000;

/** One copy that was made, damaged or not, and verified. */
export interface Round extends CopyName {
  /** Absent where the copy was left whole. */
  readonly damage?: DamageId;
  /** Where it was damaged. */
  readonly place?: string;
  readonly slot: Instant;
  readonly damagedAt?: Instant;
  /** Absent where no deployed job verifies it. */
  readonly verifiedAt?: Instant;
  readonly findings: readonly PlaceFinding[];
  /** Absent where no rule raised one. */
  readonly alert?: { readonly at: Instant; readonly by: string };
}

/** Every copy of every tenant, the copies in turns. */
export function copyNames(context: StepContext): readonly CopyName[] {
  const tenants = workloadsIn(context).map(({ id }) => id);
  return copiesOf(context).flatMap(({ key }) => tenants.map((tenant) => ({ tenant, copy: key })));
}

const copiesOf = ({ subject }: StepContext): readonly CopyPlan[] => subject.plan.backup.copies;

/** Makes the copy of the next slot, and waits until it is whole. */
export async function makeNext(
  context: StepContext,
  name: CopyName,
): Promise<{ readonly slot: Instant; readonly places: readonly string[] }> {
  const { cloud } = context;
  const job = copyJobName({ key: name.copy }, name.tenant);
  const times = runTimesOf(await cloud.clusterObjects(), job);
  if (times === undefined) throw new Error(`no CronJob ${job} is deployed, or it is suspended: no copy is made`);
  const slot = nextRun(times, await cloud.now());
  await cloud.waitUntil(slot);
  const places = await (await context.copyWork()).make(name, slot);
  const takes = copiesOf(context).find(({ key }) => key === name.copy)?.timing.waveMinutes ?? 0;
  await cloud.waitUntil(slot + takes * MINUTE);
  return { slot, places };
}

/** Waits for the next verification that is deployed, and carries it out. */
export async function verifyNext(
  context: StepContext,
  name: CopyName,
): Promise<Pick<Round, "verifiedAt" | "findings" | "alert">> {
  const { cloud } = context;
  const times = runTimesOf(await cloud.clusterObjects(), copyCheckName(name));
  if (times === undefined) return { findings: [] };
  const verifiedAt = nextRun(times, await cloud.now());
  await cloud.waitUntil(verifiedAt);
  const findings = await (await context.copyWork()).verify(name, verifiedAt);
  const isBad = findings.some(({ outcome }) => outcome !== "whole");
  const alert = isBad ? damageAlert(await cloud.resources(), name.tenant, verifiedAt) : undefined;
  return { verifiedAt, findings, ...(alert !== undefined && { alert }) };
}

/** A copy that is made, damaged at one place as soon as it is whole, and verified when its job runs. */
export async function damagedRound(context: StepContext, name: CopyName, damage: DamageId): Promise<Round> {
  // What is gone is missed by the age of the one before, which has to be there.
  if (damage === "lost copy") await makeNext(context, name);
  const { slot, places } = await makeNext(context, name);
  const place = places[0] ?? "";
  await (await context.copyWork()).damage(name, place, damage);
  const damagedAt = await context.cloud.now();
  return { ...name, damage, place, slot, damagedAt, ...(await verifyNext(context, name)) };
}

/** A copy that is left whole, and verified when its job runs. */
export async function wholeRound(context: StepContext, name: CopyName): Promise<Round> {
  const { slot } = await makeNext(context, name);
  return { ...name, slot, ...(await verifyNext(context, name)) };
}

/** A round in a sentence. */
export function roundText({ tenant, copy, damage, place, slot, findings, verifiedAt, alert }: Round): string {
  const said =
    verifiedAt === undefined
      ? "no deployed job verifies it"
      : findings.map((finding) => `${finding.kinds.join(", ") || finding.outcome} at ${finding.place}`).join("; ");
  const done = damage === undefined ? "left whole" : `${damage} at ${place ?? ""}`;
  const raised = alert === undefined ? "" : `, ${alert.by} at ${iso(alert.at)}`;
  return `${tenant}, copy "${copy}" of ${iso(slot)}, ${done}; verified: ${said}${raised}`;
}
