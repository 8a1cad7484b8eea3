import { verifiedCopies } from "../beside/verified-copies";
import { durationMinutes } from "../../agreement/duration";
import type { Instant, RestorePoints } from "../cloud";
import { none } from "../hypothesis";
import { minutesBetween } from "../measure";
import { attack, attackText, type Attack } from "../ransom/attack";
import { deletingRoles } from "../ransom/deleting-roles";
import { iso, type Scenario, type Step, type StepContext } from "../scenario";
import { decision, detection } from "../steps/people";
import { noteMeasured } from "../steps/measured";
import { noteFault, usersAtWork, workloadsIn } from "../steps/users";
import { repairAll } from "../steps/way-back";

const strike: Step = {
  id: "attack",
  phase: "fault",
  text: "An attacker with the deploying identity's roles silences alerts, shortens what is kept, and deletes locks, databases, servers, backups, vaults, keys, documents and clusters",
  byHand: ["There is nothing to do: this is the fault. Never try it where there is data of anybody."],
  run: async (context) => {
    await noteFault(context);
    const { cloud, memory, subject } = context;
    const { platform, cells } = subject.plan.target.subscriptions;
    const known = memory.readOr<Attack>("attack", { changed: [], gone: [], refused: [] });
    return attackText(await attack(cloud, [platform, cells], known, (sofar) => memory.note("attack", sofar)));
  },
};

const survivors: Step = {
  id: "survivors",
  phase: "check",
  text: "What every tenant can be restored from now",
  byHand: [
    "Look into the guard subscription with its own identity: which copies are there, how old are they, do their sums hold?",
    "Count on nothing else until somebody has looked.",
  ],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    const fault = memory.read<Instant>("fault");
    const found = await Promise.all(
      workloadsIn(context).map(async ({ id, places }) => ({
        id,
        points: await cloud.restorePoints(places[0]?.databaseId ?? ""),
      })),
    );
    const newest = found.map(({ points }) => newestCopy(points));
    noteMeasured(context, "without-copy", newest.filter((moment) => moment === undefined).length);
    if (newest.every((moment) => moment !== undefined)) {
      noteMeasured(context, "recovery-point", Math.max(...newest.map((moment) => minutesBetween(moment, fault))));
    }
    const roles = deletingRoles(await cloud.resources(), subject.plan.target.subscriptions.guard);
    noteMeasured(context, "deleting-roles", roles.length);
    const every = Math.min(...subject.plan.backup.copies.map(({ timing }) => timing.everyMinutes));
    memory.note("limits", [
      `work lost: only the independent copies are sure to be left, one every ${every / 60} h`,
      'time: the recovery from them is what the drill "twin" measures',
    ]);
    return [
      ...found.map(({ id, points }) => `${id}: ${kindsText(points)}`),
      ...roles.map(({ assignmentId, because }) => `copies can be deleted by ${assignmentId}: ${because}`),
    ];
  },
};

function newestCopy({ points }: RestorePoints): Instant | undefined {
  const copies = points.filter(({ kind }) => kind === "copy").map(({ latest }) => latest);
  return copies.length === 0 ? undefined : Math.max(...copies);
}

function kindsText({ points, none: missing }: RestorePoints): string {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  const there = kinds.map((kind) => {
    const own = points.filter((point) => point.kind === kind);
    return `${own.length} of kind ${kind}, the newest of ${iso(Math.max(...own.map(({ latest }) => latest)))}`;
  });
  const gone = missing.map(({ kind, because }) => `none of kind ${kind}: ${because}`);
  return [...there, ...gone].join("; ");
}

const noticed = (context: StepContext): number => durationMinutes(context.subject.agreement.recovery.fromCopies.point);

/** Everything that production can delete is deleted. */
export const ransomware: Scenario = {
  name: "ransomware",
  title: "Ransomware with production's own rights",
  summary:
    "Somebody has the identity that deploys the platform, silences its alerts, shortens what is kept, and deletes everything that it may: locks, databases, servers, backups, vaults, keys, documents and clusters. The copies of the guard layer have to be left.",
  applies: () => ({ applies: true }),
  hypothesis: ({ agreement }) => [
    none("without-copy", "tenants of whom no independent copy is left", "backup.independentCopies"),
    none(
      "deleting-roles",
      "roles by which a copy could be deleted or overwritten",
      "backup.independentCopies[].immutable",
    ),
    {
      id: "recovery-point",
      what: "age of the oldest tenant's newest copy at the attack",
      agreed: durationMinutes(agreement.recovery.fromCopies.point),
      unit: "minutes",
      clause: "recovery.fromCopies.point",
    },
  ],
  method: () => [
    usersAtWork(
      (context) => 2 * noticed(context) + Math.floor(context.random("moment of the fault") * noticed(context)),
    ),
    strike,
    detection({ heartbeatStops: true }),
    decision,
    survivors,
  ],
  rollback: () => [repairAll],
  makesTwin: false,
  notMeasured: [
    'the recovery from the copies: the drill "twin" measures it',
    "what production has and a cloud that is thrown away has not: purge protection of keys, immutable vaults, soft delete of backups",
    "contents of documents, and deletions of single blobs: the local cloud does not ask who may do what to a blob",
    "an attacker in the guard's own subscription, whose identity production has not",
  ],
  notOnAzure: [
    "Nothing is attacked, because what an attempt does not prove it destroys. The rules judge the roles before each `up`; whether the copies are whole is read from the records of their verification.",
  ],
  beside: verifiedCopies,
};
