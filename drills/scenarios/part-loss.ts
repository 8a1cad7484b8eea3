import { durationMinutes } from "../../agreement/duration";
import { activeSiteOf } from "../../infra/plan/select-sites";
import type { Fault, Instant } from "../cloud";
import type { Estate } from "../estate";
import { detectionInTime, none } from "../hypothesis";
import type { Tolerance } from "../journal";
import type { AgreementOption } from "../option";
import { minutesText } from "../report";
import type { Applicability, Scenario, Step, StepContext, Subject } from "../scenario";
import { iso } from "../scenario";
import { detection, type OtherEyes } from "../steps/people";
import { noteMeasured } from "../steps/measured";
import { estateIn, noteFault, usersAtWork, workloadsIn } from "../steps/users";
import { repairAll } from "../steps/way-back";

const MINUTE = 60_000;
const STEADY_MINUTES = 26 * 60;

/** A part that fails for some time while users have to be served. */
export interface PartLoss {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly fault: string;
  readonly option?: AgreementOption;
  readonly applies: (subject: Subject) => Applicability;
  readonly faults: (estate: Estate, subject: Subject) => readonly Fault[];
  /** Minutes until it is repaired. */
  readonly lastsMinutes: (subject: Subject) => number;
  /** Minutes after the repair until everything has found out. @default 5 */
  readonly settlesMinutes?: number;
  readonly eyes: OtherEyes;
  /** @default as for every fault: recovery.detectWithin */
  readonly noticed?: (subject: Subject) => Tolerance;
  /** Minutes for which nobody may be served, with where that is said; absent where users may be out until the repair. */
  readonly outage: (subject: Subject) => Pick<Tolerance, "agreed" | "clause">;
  /** Tenants whose requests pass the part, so that they are out until it is repaired. */
  readonly behind?: { readonly what: string; readonly tenants: (subject: Subject) => readonly string[] };
  readonly byHand: readonly string[];
  readonly limits: (subject: Subject) => readonly string[];
  readonly notOnAzure: readonly string[];
}

/** Users are served through the failure of a part: a definition of its own for each part. */
export function partLoss(part: PartLoss): Scenario {
  const lose: Step = {
    id: "lose-part",
    phase: "fault",
    text: part.fault,
    byHand: ["There is nothing to do: this is the fault."],
    run: async (context) => {
      await noteFault(context);
      const { cloud, memory } = context;
      if ((await cloud.openFaults()).length === 0) {
        for (const fault of part.faults(await estateIn(context), context.subject)) await cloud.breakDown(fault);
      }
      return [`since ${iso(memory.read<Instant>("fault"))}`];
    },
  };
  const repair: Step = {
    id: "part-back",
    phase: "recover",
    text: "The part works again",
    byHand: part.byHand,
    run: async (context) => {
      const { cloud, memory, subject } = context;
      const lasts = part.lastsMinutes(subject);
      const until = memory.read<Instant>("fault") + lasts * MINUTE;
      await cloud.waitUntil(until);
      for (const number of await cloud.openFaults()) await cloud.repair(number);
      const restored = await memory.once("restored", () => cloud.now());
      await cloud.waitUntil(restored + (part.settlesMinutes ?? 5) * MINUTE);
      memory.note("back", restored);
      return [`after ${lasts} min`];
    },
  };
  return {
    name: part.name,
    title: part.title,
    summary: part.summary,
    ...(part.option !== undefined && { option: part.option }),
    applies: part.applies,
    hypothesis: (subject) => [
      (part.noticed ?? detectionInTime)(subject),
      {
        id: "outage",
        what: "longest time for which a tenant was not served",
        unit: "minutes",
        ...part.outage(subject),
      },
      ...(behindIt(part, subject).length === 0
        ? []
        : [{ id: "outage-behind", what: part.behind?.what ?? "", unit: "minutes" as const, ...recoveryTime(subject) }]),
      none("unserved", "tenants that are not served in the end", "everybody is served"),
    ],
    method: () => [
      usersAtWork(({ random }) => STEADY_MINUTES + Math.floor(random("moment of the fault") * 60)),
      lose,
      detection(part.eyes),
      repair,
      outages(part),
    ],
    rollback: () => [repairAll],
    makesTwin: false,
    notMeasured: ["the load on what is left"],
    notOnAzure: part.notOnAzure,
  };
}

const behindIt = ({ behind }: PartLoss, subject: Subject): readonly string[] => behind?.tenants(subject) ?? [];

function outages(part: PartLoss): Step {
  return {
    id: "measure",
    phase: "check",
    text: "Who was not served, and for how long",
    byHand: ["Read the uptime of every tenant over the time of the fault."],
    run: async (context) => {
      const { cloud, memory } = context;
      const fault = memory.read<Instant>("fault");
      const behind = behindIt(part, context.subject);
      const minutes = await Promise.all(workloadsIn(context).map(({ id }) => minutesAway(context, id, fault)));
      const longest = (isBehind: boolean): number =>
        Math.max(
          0,
          ...minutes.filter((_, index) => behind.includes(workloadsIn(context)[index]?.id ?? "") === isBehind),
        );
      const last = await Promise.all(
        workloadsIn(context).map(async ({ id }) => (await cloud.service(id)).at(-1)?.isServed),
      );
      noteMeasured(context, "outage", longest(false));
      if (behind.length > 0) noteMeasured(context, "outage-behind", longest(true));
      noteMeasured(context, "unserved", last.filter((isServed) => isServed !== true).length);
      memory.note("limits", part.limits(context.subject));
      return workloadsIn(context).map(({ id }, index) => `${id}: not served for ${minutesText(minutes[index] ?? 0)}`);
    },
  };
}

async function minutesAway({ cloud }: StepContext, workload: string, fault: Instant): Promise<number> {
  const spans = (await cloud.service(workload)).filter(({ isServed, to }) => !isServed && to > fault);
  return Math.round(spans.reduce((sum, { from, to }) => sum + to - from, 0) / 1000) / 60;
}

/** As long as a recovery may take. */
export const recoveryTime = ({ agreement }: Subject): Pick<Tolerance, "agreed" | "clause"> => ({
  agreed: durationMinutes(agreement.recovery.time),
  clause: "recovery.time",
});

/** Nobody may be out at all. */
export const noOutage = (clause: string) => (): Pick<Tolerance, "agreed" | "clause"> => ({ agreed: 0, clause });

/** The site of the platform that runs. */
export const activeOf = ({ plan }: Subject) => activeSiteOf(plan.sites);
