import { verifiedCopies } from "../beside/verified-copies";
import type { Tolerance } from "../journal";
import { none } from "../hypothesis";
import { minutesBetween } from "../measure";
import type { Scenario, Step, StepContext, Subject } from "../scenario";
import { azureRounds, azureTolerances } from "../copies/azure-rounds";
import { damageIds, damages } from "../copies/damages";
import { lateDamage, lateDamageTolerances } from "../copies/late-damage";
import { copyNames, damagedRound, makeNext, roundText, wholeRound, type Round } from "../copies/rounds";
import { addPathStep } from "../steps/path";
import { noteMeasured } from "../steps/measured";
import { noteFault, usersAtWork } from "../steps/users";
import { repairAll } from "../steps/way-back";

const STEADY_MINUTES = 26 * 60;

const shortestInterval = ({ plan }: Subject): number =>
  Math.min(...plan.backup.copies.map(({ timing }) => timing.everyMinutes));

/** Every copy is verified, so damage is noticed before the next one is there. */
const foundInTime = (subject: Subject): Tolerance => ({
  id: "detection",
  what: "longest time from the damage to the alert",
  agreed: shortestInterval(subject),
  unit: "minutes",
  clause: "backup.verification.scope: every copy, so before the next one is made",
});

const damage: Step = {
  id: "damage-copies",
  phase: "fault",
  text: "One copy after the other is made, damaged in another way at one place, and verified when its job runs",
  byHand: [
    "There is nothing to do: this is the fault. What follows begins with the alert `backup-damaged`.",
    "Read its record: which tenant, copy, place and slot, and what kind of damage (`jobs/README.md`).",
    "Leave the copy as it is; nobody can overwrite it, and it tells what happened.",
  ],
  run: async (context) => {
    const { memory, random } = context;
    await noteFault(context);
    const names = copyNames(context);
    const first = Math.floor(random("first copy") * names.length);
    for (const [index, id] of damageIds.entries()) {
      const rounds = memory.readOr<readonly Round[]>("damaged", []);
      const name = names[(first + index) % names.length];
      if (name === undefined) throw new Error("the platform has no independent copies");
      if (rounds.some((round) => round.damage === id)) continue;
      memory.note("damaged", [...rounds, await damagedRound(context, name, id)]);
    }
    return memory.read<readonly Round[]>("damaged").map(roundText);
  },
};

const controls: Step = {
  id: "whole-copies",
  phase: "check",
  text: "A copy of every tenant is made and left whole: nothing may be said against it",
  byHand: [
    "Look for a whole copy of the same slot at the other places: their findings are in the same record.",
    "Where there is none, the slot before counts: `kubectl -n ns-job create job --from=cronjob/restore-<tenant> …` takes any slot.",
    "A slot is made only once. The next run makes the next copy; verify it at once with `kubectl -n ns-job create job --from=cronjob/verification-copy-<copy>-<tenant> …`.",
  ],
  run: async (context) => {
    const { memory } = context;
    for (const name of copyNames(context)) {
      const rounds = memory.readOr<readonly Round[]>("whole", []);
      if (rounds.some(({ tenant, copy }) => tenant === name.tenant && copy === name.copy)) continue;
      memory.note("whole", [...rounds, await wholeRound(context, name)]);
    }
    return memory.read<readonly Round[]>("whole").map(roundText);
  },
};

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "Which damage was found, and when",
  byHand: ["Write down the kind of damage, where it came from, and when the next whole copy was there."],
  run: (context) => {
    const { memory } = context;
    const damaged = memory.read<readonly Round[]>("damaged");
    const whole = memory.read<readonly Round[]>("whole");
    const judged = damaged.map((round) => ({ round, ...judgementOf(round) }));
    const missed = judged.filter(({ isFound }) => !isFound);
    const misnamed = judged.filter(({ isFound, isNamed }) => isFound && !isNamed);
    noteMeasured(context, "missed", missed.length);
    noteMeasured(context, "misnamed", misnamed.length);
    noteMeasured(context, "false-alarms", falseAlarms([...damaged, ...whole]));
    const slowest = noteDetection(context, damaged);
    const places = Math.max(...damaged.map(({ findings }) => findings.length));
    memory.note("limits", [
      `time: a copy is verified once, ${slowest} after it is whole; what happens to it later is found when it is needed`,
      places === 1
        ? "a copy stands at one place: where it is damaged, the one before counts until the next is made"
        : `a copy stands at ${places} places: where it is damaged at all of them, the one before counts until the next is made`,
    ]);
    return Promise.resolve([
      ...missed.map(({ round }) => `not found: ${roundText(round)}`),
      ...misnamed.map(({ round, expected }) => `found as something else than ${expected}: ${roundText(round)}`),
    ]);
  },
};

function judgementOf({ damage: id, place, findings }: Round): {
  readonly isFound: boolean;
  readonly isNamed: boolean;
  readonly expected: string;
} {
  const expected = id === undefined ? "" : damages[id].foundAs;
  const there = findings.find((finding) => finding.place === place);
  return { isFound: there?.outcome === "damaged", isNamed: there?.kinds.includes(expected) === true, expected };
}

/** Places at which a whole copy was called damaged, or nothing could be said of it. */
function falseAlarms(rounds: readonly Round[]): number {
  const wrong = rounds.flatMap(({ findings, place }) =>
    findings.filter((finding) => finding.place !== place && finding.outcome !== "whole"),
  );
  return wrong.length + rounds.filter(({ verifiedAt }) => verifiedAt === undefined).length;
}

/** Notes the slowest alert, where every damage raised one, and says how long a verification waits. */
function noteDetection(context: StepContext, damaged: readonly Round[]): string {
  const timed = damaged.flatMap(({ damagedAt, verifiedAt, alert }) =>
    damagedAt === undefined || verifiedAt === undefined || alert === undefined
      ? []
      : [{ damagedAt, verifiedAt, alert }],
  );
  const [slowest] = [...timed].sort((one, other) => other.alert.at - other.damagedAt - (one.alert.at - one.damagedAt));
  if (slowest === undefined || timed.length < damaged.length) return "not always";
  const { damagedAt, verifiedAt, alert } = slowest;
  const [waited, raised] = [minutesBetween(damagedAt, verifiedAt), minutesBetween(verifiedAt, alert.at)];
  noteMeasured(context, "detection", waited + raised);
  context.memory.note("fault", damagedAt);
  context.memory.note("detected", alert);
  addPathStep(context, { name: "verified", minutes: waited, source: "the deployed CronJob" });
  addPathStep(context, { name: `noticed by ${alert.by}`, minutes: raised, source: "the deployed rule" });
  return `${waited} min`;
}

const wholeAgain: Step = {
  id: "whole-again",
  phase: "rollback",
  text: "The next copies are made; what was damaged runs out with its retention",
  byHand: ["Check that the next copy of every tenant is verified. The damaged ones go when their retention ends."],
  run: async (context) => {
    const { memory } = context;
    const damaged = memory.readOr<readonly Round[]>("damaged", []);
    const names = copyNames(context).filter(({ tenant, copy }) =>
      damaged.some((round) => round.tenant === tenant && round.copy === copy),
    );
    for (const name of names) await makeNext(context, name);
    return [`${names.length} copies made`];
  },
};

/** Independent copies are damaged in every way, and the deployed verification has to find it. */
export const damagedCopies: Scenario = {
  name: "damaged-copies",
  title: "Damaged copies of every kind",
  summary:
    "Independent copies are really made by the export's own code and damaged in every way in which one can be. The verification's own code has to find each, when its deployed job runs, and to say nothing against a whole one.",
  applies: () => ({ applies: true }),
  hypothesis: (subject) => [
    none("missed", "kinds of damage that the verification does not find", "backup.verification"),
    none("misnamed", "kinds of damage that are taken for another", "backup.verification"),
    none("false-alarms", "whole copies of which something else is said", "backup.verification"),
    foundInTime(subject),
    ...azureTolerances,
    ...lateDamageTolerances(subject),
  ],
  method: () => [
    usersAtWork(({ random }) => STEADY_MINUTES + Math.floor(random("moment of the fault") * 60)),
    damage,
    controls,
    lateDamage,
    azureRounds,
    measure,
  ],
  rollback: () => [wholeAgain, repairAll],
  makesTwin: false,
  notMeasured: [
    "SQL Server: the local cloud runs none. A copy holds markers of what users wrote, as a BACPAC in the shape of the real tool's, and what an import makes follows from its bytes",
    "bytes of Azure's own backups: nobody can damage them, here or on Azure. How a damaged one shows when it is restored is played, and the verification's own code has to find it",
    "backups of documents and clusters in vaults: no job restores them; the presence check looks for their age alone",
    "the platform's key: its private half is nobody's to use, and the drill encrypts to one of its own",
  ],
  notOnAzure: [
    "No copy is damaged, because copies are immutable, and what could be damaged would be a customer's. What the verification recorded is read instead. In test, a damaged copy can be put into a container of its own by hand.",
  ],
  beside: verifiedCopies,
};
