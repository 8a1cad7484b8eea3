import { verifiedCopies } from "../beside/verified-copies";
import type { Fault } from "../cloud";
import { detectionInTime, none, recoveryFromCopies, worstLossOfCopies } from "../hypothesis";
import type { Scenario, Step, StepContext } from "../scenario";
import { copyDocuments, importCopies, pointNames } from "../steps/from-copies";
import { notePath, operationChain } from "../steps/path";
import { decision, detection } from "../steps/people";
import { judgeTwin, pointBack, removeTwin } from "../steps/twin-end";
import { twinOf } from "../steps/twin-estate";
import { estateIn, measureTenants, noteFault, usersAtWork } from "../steps/users";
import { documentsBack, repairAll } from "../steps/way-back";

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
    const broken = memory.readOr<readonly string[]>("broken", []);
    for (const fault of await liveParts(context)) {
      const id = fault.kind === "resource" ? fault.resourceId : "";
      if (broken.includes(id)) continue;
      await cloud.breakDown(fault);
      memory.note("broken", [...memory.readOr<readonly string[]>("broken", []), id]);
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
    const since = await memory.once("makingSince", () => cloud.now());
    const { stacks } = await program.up("twin");
    notePath(context, "made", operationChain(await cloud.operations(), since));
    const { place, differences } = twinOf(subject);
    return [
      place.because,
      ...differences.map((text) => `otherwise than agreed: ${text}`),
      ...stacks.map(({ name, created }) => `${name}: ${created} resources`),
    ];
  },
};

const measure: Step = {
  id: "measure",
  phase: "check",
  text: "What is left and how long it took",
  byHand: ["Note for every tenant the newest row before the fault that is there, and the first answer after it."],
  run: measureTenants,
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
    worstLossOfCopies,
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
      importCopies,
      copyDocuments,
      pointNames,
      measure,
      judgeTwin,
    ];
  },
  rollback: () => [pointBack, repairAll, removeTwin, documentsBack],
  makesTwin: true,
  notMeasured: [
    "documents: their contents are not simulated yet; their time is from the planned size",
    "the way back from the second data centre: what users wrote there goes with it",
    "copies and logs that a second data centre writes: its accounts are empty when it is removed, and on Azure they stay until they are (Microsoft Learn, storage/blobs/immutable-version-level-worm-policies)",
    "certificates and images, which people put into the new vaults and registry",
  ],
  notOnAzure: [
    "The live data centre is not taken away, because it serves.",
    "No second data centre is made, because it takes subscriptions, quotas and public names that somebody has to grant first: with them, `npx deltawerk up` makes it by hand as this runbook says. Whether the copies are whole is read from the records of their verification.",
  ],
  beside: verifiedCopies,
};
