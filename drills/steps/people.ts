import { durationMinutes, durationWords } from "../../agreement/duration";
import type { Instant } from "../cloud";
import { minutesBetween } from "../measure";
import { minutesText } from "../report";
import { iso, type Step, type StepContext, type Subject } from "../scenario";
import { addPathStep } from "./path";
import { noteMeasured } from "./measured";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Whatever nobody has noticed by then is not going to be noticed. */
const LONGEST_SILENCE_MINUTES = 7 * 24 * 60;

/** Who notices a fault besides the alert rules. */
export interface OtherEyes {
  /** The heartbeat stops with the fault, and the watcher in another place notices the silence. */
  readonly heartbeatStops: boolean;
  /** Users call: for faults that no metric shows. @default within recovery.detectWithin */
  readonly usersCall?: { readonly by: string; readonly afterMinutes?: number };
}

/** Waits until an alert is raised, or the watcher in another place hears nothing any more. */
export function detection(eyes: OtherEyes): Step {
  return {
    id: "detect",
    phase: "detect",
    text: "Somebody notices",
    byHand: [
      "Note which alert came first and when. If none came, note who noticed, and treat that as a finding of its own.",
    ],
    run: async (context) => {
      const { cloud, memory } = context;
      const fault = memory.read<Instant>("fault");
      const others = otherDetections(context.subject, eyes).map(({ minutes, by }) => ({
        at: fault + minutes * MINUTE,
        by,
      }));
      for (let now = await cloud.now(); ; now += others.length > 0 && now - fault > HOUR ? HOUR : MINUTE) {
        await cloud.waitUntil(now);
        const raised = await cloud.alerts({ from: fault, to: now + 1 });
        // An alert of which nobody is told is noticed by nobody.
        const alerts = raised
          .filter(({ isTold }) => isTold)
          .map(({ at, ruleId }) => ({
            at,
            by: `alert ${ruleId.split("/").at(-1) ?? ruleId}`,
          }));
        const [first] = [...alerts, ...others.filter(({ at }) => at <= now)].sort((one, other) => one.at - other.at);
        if (first !== undefined) return noteDetection(context, fault, first);
        if (minutesBetween(fault, now) > LONGEST_SILENCE_MINUTES) {
          throw new Error(`nobody noticed anything in ${LONGEST_SILENCE_MINUTES / 60} hours`);
        }
      }
    },
  };
}

function otherDetections(
  { agreement }: Subject,
  { heartbeatStops, usersCall }: OtherEyes,
): readonly { readonly minutes: number; readonly by: string }[] {
  return [
    ...(heartbeatStops
      ? [
          {
            minutes: durationMinutes(agreement.monitoring.itself.silentFor),
            by: "the watcher in another place, which hears no heartbeat (monitoring.itself)",
          },
        ]
      : []),
    ...(usersCall === undefined ? [] : [callOf(agreement, usersCall)]),
  ];
}

function callOf(
  { recovery }: Subject["agreement"],
  { by, afterMinutes }: NonNullable<OtherEyes["usersCall"]>,
): { readonly minutes: number; readonly by: string } {
  return afterMinutes === undefined
    ? { minutes: durationMinutes(recovery.detectWithin), by: `${by} (as agreed: recovery.detectWithin)` }
    : { minutes: afterMinutes, by };
}

function noteDetection(
  context: StepContext,
  fault: Instant,
  detected: { readonly at: Instant; readonly by: string },
): readonly string[] {
  context.memory.note("detected", detected);
  const minutes = minutesBetween(fault, detected.at);
  noteMeasured(context, "detection", minutes);
  addPathStep(context, { name: `noticed by ${detected.by}`, minutes, source: "measured" });
  return [`${detected.by}, ${minutesText(minutes)} after the fault`];
}

/** The people who are on duty take as long as was agreed. */
export const decision: Step = {
  id: "decide",
  phase: "decide",
  text: "People decide, for as long as they may",
  byHand: ["Decide with whoever is on duty. Write down the decision, the reason and the minute."],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    const { decideWithin } = subject.agreement.recovery;
    const { at } = memory.read<{ readonly at: Instant }>("detected");
    const decided = at + durationMinutes(decideWithin) * MINUTE;
    await cloud.waitUntil(decided);
    memory.note("decided", decided);
    addPathStep(context, {
      name: "decided",
      minutes: durationMinutes(decideWithin),
      source: "agreement: recovery.decideWithin",
    });
    return [`after ${durationWords(decideWithin)} (recovery.decideWithin), at ${iso(decided)}`];
  },
};
