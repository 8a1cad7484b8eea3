import { durationMinutes } from "../../agreement/duration";
import { RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Fault, Instant } from "../cloud";
import { Estate } from "../estate";
import { detectionInTime, none, recoveryFromCopies } from "../hypothesis";
import type { Scenario, Step, StepContext, Subject } from "../scenario";
import { iso } from "../scenario";
import { decision, detection } from "../steps/people";
import { addPathStep, operationChain } from "../steps/path";
import {
  estateIn,
  measureTenants,
  noteFault,
  noteMeasured,
  usersAtWork,
  waitUntilServed,
  workloadsIn,
} from "../steps/users";
import { documentsBack, repairAll } from "../steps/way-back";
import { acceptedWhileDegraded } from "../twin/degraded-rules";

const MINUTE = 60_000;
/** Imports that a subscription carries out at the same time; ours, far below Azure's limit for restores. */
const IMPORTS_AT_ONCE = 4;
const TWIN = "twin";

function twinOf({ twin: second }: Subject): NonNullable<Subject["twin"]> {
  if (second === undefined) throw new Error("the drill has no plan of the second data centre");
  return second;
}

/** Everything that serves users, and the data that it serves. */
async function liveParts(context: StepContext): Promise<readonly Fault[]> {
  const estate = await estateIn(context);
  const sites = context.subject.plan.cells.flatMap((cell) => cell.entries.map(({ site }) => ({ site, cell })));
  const parts = sites.flatMap(({ site, cell }) => [
    estate.gateway(site, cell),
    ...cell.tenants.map(({ code }) => estate.cluster(site, cell, code)),
  ]);
  const servers = estate.find("Microsoft.Sql/servers", "sql:Server", {}).map(({ id }) => id);
  return [...new Set([...parts, ...servers])].map((resourceId) => ({ kind: "resource", resourceId }));
}

const lose: Step = {
  id: "lose-data-centre",
  phase: "fault",
  text: "The data centre is lost: gateways, clusters and database servers at every site, replicas included",
  byHand: ["There is nothing to do: this is the fault. Only the independent copies may be used from here on."],
  run: async (context) => {
    await noteFault(context);
    const { cloud, memory } = context;
    const broken = memory.has("broken") ? memory.read<readonly string[]>("broken") : [];
    for (const fault of await liveParts(context)) {
      const id = fault.kind === "resource" ? fault.resourceId : "";
      if (broken.includes(id)) continue;
      await cloud.breakDown(fault);
      memory.note("broken", [...(memory.has("broken") ? memory.read<readonly string[]>("broken") : []), id]);
    }
    return [`${memory.read<readonly string[]>("broken").length} resources do not work any more`];
  },
};

const make: Step = {
  id: "make-twin",
  phase: "recover",
  text: "The same program makes a second data centre",
  byHand: [
    "Write the documents of the second data centre: the agreement with its site, an environment with other subscriptions and another salt.",
    "`npx deltawerk up <platform> -e <environment>` with those documents.",
    "Put the certificates of the tenants and the images of the platform into the new vaults and the new registry.",
  ],
  run: async (context) => {
    const { cloud, memory, program, subject } = context;
    if (!memory.has("makingSince")) memory.note("makingSince", await cloud.now());
    const since = memory.read<Instant>("makingSince");
    const { stacks } = await program.up("twin");
    const ended = await cloud.now();
    if (!memory.has("madeAt")) memory.note("madeAt", ended);
    for (const step of operationChain(await cloud.operations(), since)) addPathStep(context, step);
    const { place, differences } = twinOf(subject);
    return [
      place.because,
      ...differences.map((text) => `otherwise than agreed: ${text}`),
      ...stacks.map(({ name, created }) => `${name}: ${created} resources`),
    ];
  },
};

async function twinEstate(context: StepContext): Promise<Estate> {
  return new Estate(twinOf(context.subject).plan, await context.cloud.resources());
}

const restore: Step = {
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
    memory.note("limits", [
      `work lost: copy "${copy.key}" is made every ${copy.timing.everyMinutes / 60} h; halving that halves what is lost`,
      `time: imports of the largest size that databases may have take ${minutes} min in ${rounds} rounds`,
    ]);
    memory.note("imported", notes);
    return notes;
  },
};

const documents: Step = {
  id: "documents",
  phase: "recover",
  text: "The documents are copied from their backups",
  byHand: ["Restore the documents from the Backup vault into the new account, tenant by tenant."],
  run: async (context) => {
    const { cloud, memory, subject } = context;
    const gib = subject.documentsGiB;
    const minutes = gib / RECOVERY_TIMES.documentGiBPerMinute.value;
    if (!memory.has("documentsUntil")) memory.note("documentsUntil", (await cloud.now()) + minutes * MINUTE);
    await cloud.waitUntil(memory.read<Instant>("documentsUntil"));
    memory.note("restored", memory.read<Instant>("documentsUntil"));
    addPathStep(context, {
      name: `copy of ${gib} GiB of documents`,
      minutes,
      source: RECOVERY_TIMES.documentGiBPerMinute.source,
    });
    return [];
  },
};

const names: Step = {
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
    const pointed = memory.has("pointed") ? memory.read<readonly string[]>("pointed") : [];
    for (const { id, everySeconds, places } of workloadsIn(context)) {
      if (pointed.includes(id)) continue;
      const cell = plan.cells.find(({ tenants }) => tenants.some(({ code }) => code === id));
      if (cell === undefined) throw new Error(`the second data centre has no tenant ${id}`);
      const place = estate.place(site.code, cell, id, "01", TWIN);
      await cloud.startWorkload({ id, everySeconds, places: [...places.slice(0, 1), place] });
      await cloud.point(id, TWIN, RECOVERY_TIMES.publicNameSeconds.value);
      memory.note("pointed", [...(memory.has("pointed") ? memory.read<readonly string[]>("pointed") : []), id]);
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

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "What is left and how long it took",
  byHand: ["Note for every tenant the newest row before the fault that is there, and the first answer after it."],
  run: measureTenants,
};

const rules: Step = {
  id: "rules",
  phase: "check",
  text: "The second data centre is judged by the rules",
  byHand: ["`npx deltawerk up` judges it; read what is not kept."],
  run: async (context) => {
    const { broken, judged, rules: count } = await context.program.judge("twin");
    const accepted = broken.filter(({ rule }) => acceptedWhileDegraded(rule, context.subject.agreement));
    const rest = broken.filter((finding) => !accepted.includes(finding));
    noteMeasured(context, "rules", rest.length);
    return [
      `${count} rules judged ${judged} things`,
      ...accepted.map(({ rule, resource }) => `accepted while degraded (recovery.degraded): ${rule}, ${resource}`),
      ...rest.map(({ rule, resource, message }) => `not kept: ${rule}, ${resource}: ${message}`),
    ];
  },
};

const remove: Step = {
  id: "remove-twin",
  phase: "rollback",
  text: "The second data centre is removed with everything in it",
  byHand: [
    "`npx deltawerk down <platform> -e <environment> --destroy-data` with the documents of the second data centre.",
  ],
  run: async (context) => {
    const { resources, stacks, tombstones } = await context.program.removeTwin();
    noteMeasured(context, "left", resources.length + stacks.length);
    context.memory.note("leftBehind", [
      ...resources.map((id) => `still there: ${id}`),
      ...stacks.map((stack) => `state still there: ${stack}`),
      ...tombstones.map(({ id, purgeAt }) => `soft-deleted until ${purgeAt}: ${id}`),
    ]);
    return [`${resources.length} resources and ${stacks.length} states are left, ${tombstones.length} tombstones`];
  },
};

const pointBack: Step = {
  id: "point-back",
  phase: "rollback",
  text: "The public names lead to the first data centre again",
  byHand: ["Change the records back."],
  run: async (context) => {
    const { cloud, memory } = context;
    if (!memory.has("pointed")) return ["they never led elsewhere"];
    for (const workload of workloadsIn(context)) await cloud.startWorkload(workload);
    memory.note("back", await cloud.now());
    return [];
  },
};

/** A second data centre from independent copies alone. */
export const twin: Scenario = {
  name: "twin",
  title: "A second data centre from independent copies",
  summary:
    "Nothing is left of the data centre but its independent copies. The same program makes a second one in the nearest place where the data may rest, the copies are imported, and afterwards it is removed.",
  applies: () => ({ applies: true }),
  hypothesis: (subject) => [
    detectionInTime(subject),
    ...recoveryFromCopies(subject),
    none(
      "rules",
      "rules that the second data centre does not keep, beyond recovery.degraded",
      "all other rules hold unchanged",
    ),
    none("left", "resources and states left after the removal", "nothing is left"),
  ],
  method: (subject) => {
    const slowest = Math.max(...subject.plan.backup.copies.map(({ timing }) => timing.everyMinutes));
    const fastest = Math.min(...subject.plan.backup.copies.map(({ timing }) => timing.everyMinutes));
    return [
      usersAtWork(({ random }) => 2 * slowest + Math.floor(random("moment of the fault") * fastest)),
      lose,
      detection({ heartbeatStops: true }),
      decision,
      make,
      restore,
      documents,
      names,
      measure,
      rules,
    ];
  },
  rollback: () => [pointBack, repairAll, remove, documentsBack],
  makesTwin: true,
  notMeasured: [
    "documents: their contents are not simulated yet; their time is from the planned size",
    "the way back from the second data centre: what users wrote there goes with it",
    "certificates and images, which people put into the new vaults and registry",
  ],
  notOnAzure: ["The live data centre is not taken away: its copies are restored beside it."],
};
