import { durationMinutes } from "../../agreement/duration";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import { plannedFailover } from "../beside/planned-failover";
import type { Instant } from "../cloud";
import { detectionInTime, none, recoveryAsAgreed } from "../hypothesis";
import { minutesBetween } from "../measure";
import type { Applicability, Scenario, Step, Subject } from "../scenario";
import { iso } from "../scenario";
import { previewsUnchanged, wayBack, workAway } from "../steps/failback";
import { failOverTo, secondSite, sitesOf } from "../steps/failover";
import { addPathStep, criticalPath } from "../steps/path";
import { decision, detection } from "../steps/people";
import { measureTenants, noteFault, usersAtWork, waitUntilServed } from "../steps/users";
import { repairAll } from "../steps/way-back";
import { twinPlace } from "../twin/twin-place";

const MINUTE = 60_000;
/** Enough for every kind of backup but the weekly ones. */
const STEADY_MINUTES = 26 * 60;

function applies(subject: Subject): Applicability {
  const { first, second } = sitesOf(subject);
  if (second !== undefined) return { applies: true };
  const cold = subject.plan.sites.find(({ role }) => role === "cold");
  if (cold !== undefined) {
    return {
      applies: false,
      because: `nothing stands ready in ${cold.region}: after a loss of ${first.region} a second data centre is made there from the copies, which is the drill "twin"`,
      waysOut: ["Make the site warm in the agreement (sites[].role)."],
    };
  }
  const elsewhere = twinPlace(subject.agreement);
  if (elsewhere.region !== first.region) {
    return {
      applies: false,
      because: `no second site stands ready beside ${first.region}: after its loss a second data centre is made in ${elsewhere.region} from the copies, which is the drill "twin"`,
      waysOut: [`Add ${elsewhere.region} to the agreement as a warm site (sites).`],
    };
  }
  const refusals = subject.plan.refusals.filter(({ about }) => about === "backups of databases");
  return {
    applies: false,
    because: `there is no region recovery inside the promise: the data may rest in ${first.region} alone`,
    waysOut: refusals
      .map(({ because }) => because)
      .concat('The drill "twin" shows the recovery in another zone of the region.'),
  };
}

const lose: Step = {
  id: "lose-region",
  phase: "fault",
  text: "The region of the active site is lost",
  byHand: ["There is nothing to do: this is the fault. On Azure a whole region cannot be taken away."],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    await noteFault(context);
    const { first } = sitesOf(subject);
    if ((await cloud.openFaults()).length === 0) await cloud.breakDown({ kind: "region", region: first.region });
    return [`${first.region} does not answer since ${iso(memory.read<Instant>("fault"))}`];
  },
};

const promote: Step = {
  id: "fail-over",
  phase: "recover",
  text: "The databases of the second site become the primaries, and what was not replicated is given up",
  byHand: [
    "For each failover group of the platform: `az sql failover-group set-primary --allow-data-loss -g <group> -s <server of the second site> -n <failover group>`.",
    "Do not run `deltawerk up` while the region is lost: it would fail on what is there.",
  ],
  run: async (context) => {
    const notes = await failOverTo(context, secondSite(context.subject).code, true);
    const restored = await context.memory.once("restored", () => context.cloud.now());
    const { source } = RECOVERY_TIMES.failoverMinutes;
    const minutes = minutesBetween(context.memory.read<Instant>("decided"), restored);
    addPathStep(context, { name: "databases fail over", minutes, source });
    return notes;
  },
};

const healthy: Step = {
  id: "healthy",
  phase: "recover",
  text: "Every tenant is served by the second site",
  byHand: [
    "Open every tenant's URL from outside. Wait for the time to live of the entry and of the listener: 30 s each.",
  ],
  run: async (context) => {
    const { agreement } = context.subject;
    const at = await waitUntilServed(context, 4 * durationMinutes(agreement.recovery.time));
    context.memory.note("healthy", at);
    const minutes = (at - context.memory.read<Instant>("restored")) / MINUTE;
    addPathStep(context, {
      name: "names lead to the second site",
      minutes,
      source: RECOVERY_TIMES.listenerSeconds.source,
    });
    return [`since ${iso(at)}`];
  },
};

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "What is left and how long it took",
  byHand: ["Note for every tenant the newest row before the fault that is there, and the first answer after it."],
  run: measureTenants,
};

const limits: Step = {
  id: "limits",
  phase: "check",
  text: "What limits the recovery",
  byHand: ["Write down what took longest, and what would have made it shorter."],
  run: ({ memory, subject }) => {
    const [longest] = [...criticalPath(memory)].sort((one, other) => other.minutes - one.minutes);
    const groups = subject.plan.cells.flatMap(({ servers }) => servers.flatMap(({ failover }) => failover ?? []));
    const grace = Math.min(...groups.map(({ graceMinutes }) => graceMinutes));
    memory.note("limits", [
      `time: "${longest?.name ?? ""}" with ${longest?.minutes ?? 0} min is the longest step`,
      `work lost: replication to the second site is asynchronous, ${RECOVERY_TIMES.replicationSeconds.value} s behind (estimate); no setting changes that`,
      `without a decision Azure fails over by itself after ${grace} min (failover group)`,
    ]);
    return Promise.resolve([]);
  },
};

/** The region of the active site is lost; a second site stands ready. */
export const regionLoss: Scenario = {
  name: "region-loss",
  title: "Loss of a region",
  summary:
    "The region of the active site is lost with everything in it. The second site takes over, loses no more than agreed, and gives everything back when the region is there again.",
  applies,
  hypothesis: (subject) => [
    detectionInTime(subject),
    ...recoveryAsAgreed(subject),
    none(
      "way-back",
      "written on the second site and gone after the way back",
      "nothing is lost on the way back",
      "markers",
    ),
    none("previews", "stacks whose previews show changes afterwards", "the documents are what was agreed"),
  ],
  method: () => [
    usersAtWork(
      ({ random }) =>
        STEADY_MINUTES + Math.floor(random("moment of the fault") * RECOVERY_TIMES.logBackupMinutes.value),
    ),
    lose,
    detection({ heartbeatStops: true }),
    decision,
    promote,
    healthy,
    measure,
    limits,
    workAway,
    wayBack,
    previewsUnchanged,
  ],
  rollback: () => [repairAll],
  makesTwin: false,
  notMeasured: [
    "documents: their contents are not simulated yet",
    "the load on the second site's smallest number of nodes",
  ],
  notOnAzure: [
    "A region is not lost, because nobody can take one away: a planned failover stands for it, which loses nothing.",
    "Nothing is replicated late, because a planned failover waits for it: how much a loss would cost is not measured.",
    "The entry is not moved, because both sites answer: whether users reach the second one is not measured.",
  ],
  beside: plannedFailover,
};
