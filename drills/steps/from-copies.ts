import { durationMinutes } from "../../agreement/duration";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Instant } from "../cloud";
import { minutesText } from "../report";
import { iso, type Step } from "../scenario";
import { addPathStep } from "./path";
import { twinEstate, twinOf } from "./twin-estate";
import { noteMeasured } from "./measured";
import { waitUntilServed, workloadsIn } from "./users";

const MINUTE = 60_000;
/** Imports that a subscription carries out at the same time; ours, far below Azure's limit for restores. */
const IMPORTS_AT_ONCE = 4;
const TWIN = "twin";

/** Imports of the newest copies. */
export const importCopies: Step = {
  id: "import-copies",
  phase: "recover",
  text: "The newest independent copy of every tenant is imported",
  byHand: [
    "For each tenant: find the newest copy whose manifest is complete, check its sums, decrypt it with the escrowed key, and import it into the tenant's new, empty database (jobs/restore).",
    "Four at a time; the largest first.",
  ],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    if (memory.has("imported")) return memory.read<readonly string[]>("imported");
    const estate = await twinEstate(context);
    const [site] = twinOf(subject).plan.sites;
    const [copy] = [...subject.plan.backup.copies].sort(
      (one, other) => one.timing.everyMinutes - other.timing.everyMinutes,
    );
    if (copy === undefined || site === undefined) throw new Error("the platform has no independent copies");
    const requests = workloadsIn(context).map(({ id, places }) => ({
      databaseId: estate.database(site.code, id, "01"),
      sourceDatabaseId: places[0]?.databaseId ?? "",
      copy: copy.key,
    }));
    const started = await cloud.now();
    const spans = await cloud.importCopies(requests, IMPORTS_AT_ONCE);
    const minutes = Math.max(...spans.map(({ to }) => to - started)) / MINUTE;
    const rounds = Math.ceil(requests.length / IMPORTS_AT_ONCE);
    addPathStep(context, {
      name: `import of ${requests.length} databases`,
      minutes,
      source: RECOVERY_TIMES.importMinutes.source,
    });
    const notes = spans.map(
      ({ asOf }, index) => `${workloadsIn(context)[index]?.id ?? ""}: copy "${copy.key}" of ${iso(asOf)}`,
    );
    const agreed = durationMinutes(subject.agreement.recovery.fromCopies.point);
    // A copy that is not whole yet when the fault comes is none.
    const worst = copy.timing.everyMinutes + copy.timing.waveMinutes;
    noteMeasured(context, "worst-point", worst);
    memory.note("limits", [
      `work lost: copy "${copy.key}" is made every ${copy.timing.everyMinutes / 60} h; halving that halves what is lost`,
      `work lost at the worst moment, just before a copy is whole: ${minutesText(copy.timing.everyMinutes)} and the ${minutesText(copy.timing.waveMinutes)} that it takes are ${minutesText(worst)}, agreed are ${minutesText(agreed)}`,
      `time: imports of the largest size that databases may have take ${minutesText(minutes)} in ${rounds} ${rounds === 1 ? "round" : "rounds"} of ${IMPORTS_AT_ONCE} at once, each ${RECOVERY_TIMES.importMinutes.value} min and ${RECOVERY_TIMES.importMinutesPerGiB.value} min more for each GiB (estimates)`,
    ]);
    memory.note("imported", notes);
    return notes;
  },
};

/** Documents from their backups. */
export const copyDocuments: Step = {
  id: "documents",
  phase: "recover",
  text: "The documents are copied from their backups",
  byHand: ["Restore the documents from the Backup vault into the new account, tenant by tenant."],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    const gib = subject.documentsGiB;
    const minutes = gib / RECOVERY_TIMES.documentGiBPerMinute.value;
    const until = await memory.once("documentsUntil", async () => (await cloud.now()) + minutes * MINUTE);
    await cloud.waitUntil(until);
    memory.note("restored", until);
    addPathStep(context, {
      name: `copy of ${gib} GiB of documents at ${RECOVERY_TIMES.documentGiBPerMinute.value} GiB a minute`,
      minutes,
      source: RECOVERY_TIMES.documentGiBPerMinute.source,
    });
    return [];
  },
};

/** Names of tenants, and the first answers. */
export const pointNames: Step = {
  id: "names",
  phase: "recover",
  text: "The public names lead to the second data centre",
  byHand: [
    "Change the record of every tenant's host name to the new gateway's address, and wait for its time to live.",
  ],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    const estate = await twinEstate(context);
    const { plan } = twinOf(subject);
    const [site] = plan.sites;
    if (site === undefined) throw new Error("the second data centre has no site");
    const pointed = memory.readOr<readonly string[]>("pointed", []);
    for (const { id, everySeconds, places } of workloadsIn(context)) {
      if (pointed.includes(id)) continue;
      const cell = plan.cells.find(({ tenants }) => tenants.some(({ code }) => code === id));
      if (cell === undefined) throw new Error(`the second data centre has no tenant ${id}`);
      const place = estate.place(site.code, cell, id, "01", TWIN);
      await cloud.startWorkload({ id, everySeconds, places: [...places.slice(0, 1), place] });
      await cloud.point(id, TWIN, RECOVERY_TIMES.publicNameSeconds.value);
      memory.note("pointed", [...memory.readOr<readonly string[]>("pointed", []), id]);
    }
    const at = await waitUntilServed(context, 2 * durationMinutes(subject.agreement.recovery.fromCopies.time));
    memory.note("healthy", at);
    const minutes = (at - memory.read<Instant>("restored")) / MINUTE;
    addPathStep(context, {
      name: "names lead to the second data centre",
      minutes,
      source: RECOVERY_TIMES.publicNameSeconds.source,
    });
    return [`served since ${iso(at)}`];
  },
};
