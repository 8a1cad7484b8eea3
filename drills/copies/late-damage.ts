import { durationMinutes } from "../../agreement/duration";
import type { CopyPlan } from "../../infra/plan/backup-plan";
import type { Tolerance } from "../journal";
import { copyJobName, runTimesOf } from "../copy-jobs";
import { minutesBetween } from "../measure";
import { minutesText } from "../report";
import type { Step, StepContext, Subject } from "../scenario";
import { noteMeasured } from "../steps/measured";
import { copyNames, makeNext, verifyNext } from "./rounds";

const DAY_MINUTES = 24 * 60;

/** What damage means that comes after a copy was verified. */
export const lateDamageTolerances = ({ agreement }: Subject): readonly Tolerance[] => [
  {
    id: "unseen",
    what: "copies damaged after their verification that no later one finds",
    unit: "findings",
    clause: "backup.verification.scope: each copy is verified once",
  },
  {
    id: "unseen-for",
    what: "longest time for which nobody sees such damage, where nobody restores the copy",
    unit: "minutes",
    clause: "backup.independentCopies[].kept, less the time until the verification",
  },
  {
    id: "worst-point-damaged",
    what: "work lost at the worst moment where the newest copy is damaged, at every place",
    // A second fault beside the loss: the copy before counts, which is one agreed interval older.
    agreed:
      durationMinutes(agreement.recovery.fromCopies.point) +
      Math.min(...agreement.backup.independentCopies.map(({ every }) => durationMinutes(every))),
    unit: "minutes",
    clause: "recovery.fromCopies.point, and backup.independentCopies[].every more for the damaged copy (docs/adr/0027)",
  },
];

/** The copy from which tenants are restored: the one that is made most often. */
function mostFrequent({ subject }: StepContext): CopyPlan {
  const [first, ...others] = subject.plan.backup.copies;
  if (first === undefined) throw new Error("the platform has no independent copies");
  return others.reduce((one, other) => (other.timing.everyMinutes < one.timing.everyMinutes ? other : one), first);
}

/** Damages a copy that was found whole, and lets the next ones be verified. */
export const lateDamage: Step = {
  id: "after-verification",
  phase: "check",
  text: "A copy is damaged after it was verified, and the next ones are verified",
  byHand: [
    "Damage of an older copy shows when it is needed. Before you restore from one, verify what the restore opens: it checks every sum itself.",
  ],
  run: async (context) => {
    const { key, retentionDays, places, timing } = mostFrequent(context);
    const name = copyNames(context).find(({ copy }) => copy === key);
    if (name === undefined) throw new Error("the platform has no tenants");
    const found = await context.memory.once("late", async () => {
      const made = await makeNext(context, name);
      const { verifiedAt } = await verifyNext(context, name);
      await (await context.copyWork()).damage(name, made.places[0] ?? "", "flipped bit");
      await makeNext(context, name);
      const { findings } = await verifyNext(context, name);
      return { slot: made.slot, verifiedAt, isFound: findings.some(({ outcome }) => outcome === "damaged") };
    });
    const kept = retentionDays * DAY_MINUTES;
    const looked = found.verifiedAt === undefined ? 0 : minutesBetween(found.slot, found.verifiedAt);
    const unseen = found.isFound ? 0 : kept - looked;
    const deployed = runTimesOf(await context.cloud.clusterObjects(), copyJobName({ key }, name.tenant));
    const every = deployed?.everyMinutes ?? timing.everyMinutes;
    const worst = 2 * every + timing.waveMinutes;
    noteMeasured(context, "unseen", found.isFound ? 0 : 1);
    noteMeasured(context, "unseen-for", unseen);
    noteMeasured(context, "worst-point-damaged", worst);
    if (found.isFound) return ["it was found"];
    return [
      "it was not found: only the newest copy is looked at",
      `a restore checks every sum and finds it; otherwise it stays until the copy runs out, ${minutesText(unseen)} after its verification`,
      `the copy before counts then: at worst ${minutesText(worst)} of work are lost, every ${minutesText(every)} a copy`,
      places.length === 1
        ? "the copy stands at one place: nothing but its immutability keeps this from happening"
        : `the copy stands at ${places.length} places, and all of them would have to be damaged`,
    ];
  },
};
