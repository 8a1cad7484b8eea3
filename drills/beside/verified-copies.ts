import { none } from "../hypothesis";
import { minutesBetween } from "../measure";
import { iso, type Step, type Subject } from "../scenario";
import { noteMeasured } from "../steps/measured";
import type { Beside, LiveContext } from "./beside";
import type { VerifiedCopy } from "./live-platform";

const MINUTE = 60_000;

interface Wanted {
  readonly tenant: string;
  readonly copy: string;
  readonly place: string;
  /** Oldest that a whole copy may be when it is verified, in minutes. */
  readonly everyMinutes: number;
}

/** Every independent copy that the plan makes of somebody, at every place. */
function wantedCopies({ plan }: Subject): readonly Wanted[] {
  const tenants = plan.cells.flatMap((cell) => cell.tenants.map(({ code }) => code));
  return plan.backup.copies.flatMap(({ key, places, timing }) =>
    tenants.flatMap((tenant) =>
      places.map((place) => ({ tenant, copy: key, place, everyMinutes: timing.everyMinutes })),
    ),
  );
}

const nameOf = ({ tenant, copy, place }: Pick<Wanted, "tenant" | "copy" | "place">): string =>
  `${tenant}, copy "${copy}" at ${place}`;

const look: Step<LiveContext> = {
  id: "verified-copies",
  phase: "check",
  text: "The records of the verifications are read: every independent copy was restored and compared by its job",
  byHand: [
    "Query the workspace for `verification.verified`, `verification.damaged` and `verification.undetermined` of the last days (`jobs/README.md`).",
    "To verify one at once: `kubectl -n ns-job create job --from=cronjob/verification-copy-<copy>-<tenant> …`",
  ],
  run: async (context) => {
    const { live, subject } = context;
    const wanted = wantedCopies(subject);
    const now = await live.now();
    // Two intervals: the newest copy may be under way, and then the one before counts.
    const longest = Math.max(...wanted.map(({ everyMinutes }) => everyMinutes));
    const records = await live.verifiedCopies(now - 2 * longest * MINUTE);
    const judged = wanted.map((one) => ({ one, record: newestOf(records, one) }));
    const silent = judged.filter(
      ({ one, record }) => record === undefined || record.at < now - 2 * one.everyMinutes * MINUTE,
    );
    const bad = judged.filter(({ record }) => record?.outcome === "damaged");
    const undecided = judged.filter(({ record }) => record?.outcome === "undetermined");
    noteMeasured(context, "unverified", silent.length);
    noteMeasured(context, "damaged", bad.length);
    noteMeasured(context, "undecided", undecided.length);
    const moments = judged.map(({ record }) => record?.moment);
    if (!moments.includes(undefined) && moments.length > 0) {
      noteMeasured(context, "recovery-point", minutesBetween(oldestNewest(judged), now));
    }
    return judged.map(({ one, record }) =>
      record === undefined ? `${nameOf(one)}: no record` : `${nameOf(one)}: ${record.outcome}, ${iso(record.at)}`,
    );
  },
};

function newestOf(records: readonly VerifiedCopy[], one: Wanted): VerifiedCopy | undefined {
  return records
    .filter(({ tenant, copy, place }) => tenant === one.tenant && copy === one.copy && place === one.place)
    .sort((first, second) => second.at - first.at)[0];
}

/** The tenant who would lose most: of each one the newest whole copy counts. */
function oldestNewest(judged: readonly { readonly one: Wanted; readonly record: VerifiedCopy | undefined }[]): number {
  const newest = new Map<string, number>();
  for (const { one, record } of judged) {
    const moment = record?.outcome === "whole" ? record.moment : undefined;
    newest.set(one.tenant, Math.max(newest.get(one.tenant) ?? 0, moment ?? 0));
  }
  return Math.min(...newest.values());
}

/** Whether the independent copies are what a recovery could begin with: read from what their verification recorded. */
export const verifiedCopies: Beside = {
  hypothesis: () => [
    none("unverified", "copies that no verification has looked at in two intervals", "backup.verification.scope"),
    none("damaged", "copies that the verification found damaged", "backup.verification"),
    none("undecided", "copies of which the verification could not tell", "backup.verification"),
    {
      id: "recovery-point",
      what: "age of the newest verified copy of the tenant who would lose most",
      unit: "minutes",
      clause: "recovery.fromCopies.point, at the worst moment, and the time until a copy is verified",
    },
  ],
  method: () => [look],
  rollback: () => [],
  notMeasured: ["copies themselves: what the verification has read of them is taken from its records"],
};
