import { RECOVERY_TIMES } from "../../azure/recovery-times";
import { restoreBeside, type RestoredMoment } from "../beside/restore-beside";
import type { Instant } from "../cloud";
import { none, recoveryAsAgreed } from "../hypothesis";
import { minutesBetween, tenantResult } from "../measure";
import type { Scenario, Step, StepContext } from "../scenario";
import { iso } from "../scenario";
import { addPathStep, notePath, operationChain } from "../steps/path";
import { decision, detection, type OtherEyes } from "../steps/people";
import { noteMeasured } from "../steps/measured";
import { estateIn, noteFault, servingDatabase, usersAtWork, workloadsIn, type TenantMarkers } from "../steps/users";
import { documentsBack, repairAll } from "../steps/way-back";

const MINUTE = 60_000;
const STEADY_MINUTES = 26 * 60;

/** The tenant whose data is lost; the seed decides. */
function victimOf(context: StepContext): string {
  const codes = workloadsIn(context)
    .map(({ id }) => id)
    .sort();
  return codes[Math.floor(context.random("tenant") * codes.length)] ?? "";
}

const lose: Step = {
  id: "lose-rows",
  phase: "fault",
  text: "Somebody deletes all rows of one tenant's database; everything goes on working",
  byHand: ["There is nothing to do: this is the fault. Note the minute in which the rows were last seen."],
  run: async (context) => {
    await noteFault(context);
    const { cloud, memory } = context;
    const code = victimOf(context);
    await memory.once<Victim>("victim", async () => {
      const database = await servingDatabase(cloud, code);
      if (database === undefined) throw new Error(`${code} is not served`);
      await cloud.empty(database);
      return { code, database };
    });
    return [`${code}, at ${iso(memory.read<Instant>("fault"))}`];
  },
};

interface Victim {
  readonly code: string;
  readonly database: string;
}

const restore: Step = {
  id: "restore-beside",
  phase: "recover",
  text: "The database is restored to the minute before, beside the one that serves",
  byHand: [
    "`npx deltawerk tenant restore <platform> <tenant> --to <the minute before> -e <environment>`",
    "`npx deltawerk up <platform> -e <environment>`, which makes a new generation; the old one goes on serving.",
    "Look into the restored generation before you promote it.",
  ],
  run: async (context) => {
    const { cloud, memory, program } = context;
    const { code, database } = memory.read<Victim>("victim");
    const fault = memory.read<Instant>("fault");
    const { points, none: missing } = await cloud.restorePoints(database);
    const point = points.find(({ kind }) => kind === "pointInTime");
    if (point === undefined) {
      throw new Error(
        missing.find(({ kind }) => kind === "pointInTime")?.because ?? "there is no point in time to restore",
      );
    }
    // The whole minute before the fault, and no later than what is backed up.
    const wanted = Math.floor(Math.min(fault - 1, point.latest) / MINUTE) * MINUTE;
    const { from, to } = await memory.once("restoreSince", async () => {
      if (wanted < point.earliest) {
        throw new Error(
          `${iso(wanted)} is no longer kept: backups reach back to ${iso(point.earliest)} (backup.pointInTime)`,
        );
      }
      return { from: await cloud.now(), to: wanted };
    });
    const { generation } = await program.planRestore(code, new Date(to));
    const { stacks } = await program.up("live");
    memory.note("generation", generation);
    await memory.once("restored", () => cloud.now());
    notePath(context, "restored", operationChain(await cloud.operations(), from));
    return [
      `generation ${generation} as of ${iso(to)}`,
      ...stacks.map(({ name, created, updated }) => `${name}: ${created} made, ${updated} changed`),
    ];
  },
};

const promote: Step = {
  id: "promote",
  phase: "recover",
  text: "The restored generation serves the tenant",
  byHand: [
    "`npx deltawerk tenant promote <platform> <tenant> -e <environment>`",
    "`npx deltawerk up <platform> -e <environment>`: connection record and endpoint move, and nothing of another tenant.",
  ],
  run: async (context) => {
    const { cloud, memory, program } = context;
    const { code } = memory.read<Victim>("victim");
    await program.promote(code);
    await program.up("live");
    const estate = await estateIn(context);
    const site = siteOf(context, code);
    const restored = estate.database(site, code, memory.read<string>("generation"));
    const healthy = await memory.once("healthy", async () => {
      await cloud.connect(code, restored);
      return cloud.now();
    });
    addPathStep(context, {
      name: "promoted",
      minutes: minutesBetween(memory.read<Instant>("restored"), healthy),
      source: "azure/provisioning-times.ts",
    });
    return [`since ${iso(healthy)}`];
  },
};

function siteOf({ subject }: StepContext, code: string): string {
  const cell = subject.plan.cells.find(({ tenants }) => tenants.some((tenant) => tenant.code === code));
  return cell?.activeSite ?? "";
}

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "What is in the restored database, and whether anybody else noticed",
  byHand: [
    "Compare the newest row before the loss with what the tenant remembers. Ask the other tenants nothing: they must not have noticed.",
  ],
  run: async (context) => {
    const { cloud, memory } = context;
    const { code, database } = memory.read<Victim>("victim");
    const [fault, healthy] = [memory.read<Instant>("fault"), memory.read<Instant>("healthy")];
    await cloud.waitUntil(healthy + MINUTE);
    const before = memory.read<TenantMarkers>("markersBefore");
    const workload = workloadsIn(context).find(({ id }) => id === code);
    const serving = await servingDatabase(cloud, code);
    if (workload === undefined || serving === undefined) throw new Error(`${code} is not served after the promotion`);
    const markers = await cloud.markers(code, serving);
    const result = tenantResult(
      { code, everySeconds: workload.everySeconds, faultAt: fault },
      before[code] ?? [],
      markers,
      healthy,
    );
    memory.note("tenants", [result]);
    noteMeasured(context, "recovery-point", result.recoveryPointMinutes);
    noteMeasured(context, "recovery-time", result.recoveryTimeMinutes);
    noteMeasured(context, "holes", result.holes.length);
    const others = workloadsIn(context).filter(({ id }) => id !== code);
    const disturbed = await Promise.all(
      others.map(async ({ id }) => (await cloud.service(id)).some(({ isServed, to }) => !isServed && to > fault)),
    );
    noteMeasured(context, "others", disturbed.filter((each) => each).length);
    const left = (await cloud.markers(code, database)).reduce((sum, { first, last }) => sum + last - first + 1, 0);
    memory.note("limits", [
      "time: the restore takes as long as the database is large (estimate of azure/recovery-times.ts)",
      `work lost: whole minutes are restored; the log is backed up every ${RECOVERY_TIMES.logBackupMinutes.value} min`,
    ]);
    return [
      `${left} markers that were written after the loss are in the kept generation, and not in the one that serves`,
    ];
  },
};

/** How one tenant's rows are lost. */
export interface DataLoss {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly fault: string;
  readonly eyes: OtherEyes;
  /** The time until somebody notices counts towards the agreed recovery time. */
  readonly isNoticedInTime: boolean;
  /** What is restored where customers are served, and nothing is deleted. */
  readonly beside: RestoredMoment;
}

/** One tenant's rows are lost and restored beside the live platform. */
export function dataLoss({ name, title, summary, fault, eyes, isNoticedInTime, beside }: DataLoss): Scenario {
  return {
    name,
    title,
    summary,
    applies: () => ({ applies: true }),
    hypothesis: (subject) => [
      ...recoveryAsAgreed(subject).map((tolerance) => {
        const { agreed: _none, ...reported } = tolerance;
        return tolerance.id === "recovery-time" && !isNoticedInTime ? reported : tolerance;
      }),
      none("others", "other tenants that were not served at some moment", "isolation: nobody else notices"),
    ],
    method: () => [
      usersAtWork(({ random }) => STEADY_MINUTES + Math.floor(random("moment of the fault") * 600) / 60),
      { ...lose, text: fault },
      detection(eyes),
      decision,
      restore,
      promote,
      measure,
    ],
    rollback: () => [repairAll, documentsBack],
    makesTwin: false,
    notMeasured: [
      "documents: their contents are not simulated yet",
      "a database that was deleted as a whole: the local cloud does not restore deleted databases yet",
    ],
    notOnAzure: [
      "Rows of a tenant are not deleted, because they are somebody's: the restore is made beside the live platform and discarded again.",
      "Nobody has to notice and to decide, because nothing is wrong: the agreed times are added.",
      "The restored database is not promoted, because users would work in it.",
    ],
    beside: restoreBeside(beside),
  };
}
