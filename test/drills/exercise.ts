import { parse, stringify } from "yaml";
import path from "node:path";
import { documentsIn, loadPlatform, type DocumentSource } from "../../agreement/load-platform";
import { restoreDuration } from "../../azure/recovery-times";
import { roleDefinitionId, type BuiltInRole } from "../../azure/role-definitions";
import type { DrillCloud } from "../../drills/cloud";
import type { CopyWork } from "../../drills/copies/copy-work";
import type { Journal } from "../../drills/journal";
import type { DrillProgram } from "../../drills/program";
import { runDrill, type JournalStore } from "../../drills/run-drill";
import type { Scenario, Subject } from "../../drills/scenario";
import { twinDocuments } from "../../drills/twin/twin-documents";
import { twinPlace } from "../../drills/twin/twin-place";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import type { Plan } from "../../infra/plan/plan";
import { readPlan } from "../../infra/plan/read-plan";
import { copyWork } from "../../operations/drills/copies/copy-work";
import { EstateCloud } from "./estate-cloud";
import { inProcessCloud } from "./in-process-cloud";

const project = documentsIn(path.resolve(__dirname, "../.."));
const environment = "local";

/** What the program takes to make a second data centre in these drills: the engine is not asked. */
export const MAKING_MINUTES = 88;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document of any shape, changed by a test
type AnyDocument = any;

/** The documents of a platform of which some were changed. */
export function changedSource(
  platform: string,
  changes: {
    readonly agreement?: (text: AnyDocument) => void;
    readonly environment?: (text: AnyDocument) => void;
    readonly tenants?: (text: AnyDocument) => void;
    readonly ledger?: (text: AnyDocument) => void;
  } = {},
): DocumentSource {
  const change = (file: string, by: ((text: AnyDocument) => void) | undefined): string => {
    const text: unknown = parse(project.read(file) ?? "");
    by?.(text);
    return stringify(text);
  };
  const files = [
    `stacks/agreements/${platform}.yaml`,
    `stacks/environments/${platform}.${environment}.yaml`,
    `stacks/tenants/${platform}.yaml`,
    `stacks/promises/${platform}.yaml`,
  ] as const;
  const texts: Readonly<Record<string, string>> = {
    [files[0]]: change(files[0], changes.agreement),
    [files[1]]: change(files[1], changes.environment),
    [files[2]]: change(files[2], changes.tenants),
    [files[3]]: change(files[3], changes.ledger),
  };
  return { ...project, read: (file) => texts[file] ?? project.read(file) };
}

/** The platform of changed documents, with its second data centre. */
export function subjectFrom(source: DocumentSource, platform: string): Subject {
  const loaded = loadPlatform(platform, source, cloudFacts);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, undefined, 1));
  const { agreement } = loaded.value;
  const place = twinPlace(agreement);
  const { texts, differences } = twinDocuments(source, { platform, environment }, place, "drill-01");
  const twin = planFrom({ ...source, read: (file) => texts[file] }, platform);
  return { agreement, plan: planFrom(source, platform), documentsGiB: 512, twin: { place, plan: twin, differences } };
}

function planFrom(source: DocumentSource, platform: string): Plan {
  const plan = readPlan(source, platform, environment);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems, undefined, 1));
  return plan.value;
}

/** A drill on a platform in a cloud in this process; the program's part is played by the estate. */
export class Exercise {
  journal: string | undefined;
  readonly program: DrillProgram;
  readonly cloud: DrillCloud;
  readonly copies: CopyWork;
  isAborted = false;
  private restore: { readonly tenant: string; readonly to: Date } | undefined;

  private constructor(
    private readonly estate: EstateCloud,
    private readonly subject: Subject,
    private readonly scenario: Scenario,
    private readonly seed: number,
  ) {
    this.cloud = inProcessCloud(estate.simulator);
    this.program = this.playedProgram();
    this.copies = copyWork(this.cloud, estate.simulator.parts.blobs, estate.scratch);
  }

  static async open(subject: Subject, scenario: Scenario, seed = 1): Promise<Exercise> {
    return new Exercise(await EstateCloud.open(subject.plan), subject, scenario, seed);
  }

  /** @param cloud another way to the same cloud @default its own */
  run(
    cloud: DrillCloud = this.cloud,
    program: DrillProgram = this.program,
    copies: CopyWork = this.copies,
  ): Promise<Journal> {
    const store: JournalStore = {
      load: () => (this.journal === undefined ? undefined : (JSON.parse(this.journal) as Journal)),
      save: (journal) => (this.journal = JSON.stringify(journal)),
    };
    return runDrill({
      ...{ definition: { ...this.scenario, notRun: [] }, subject: this.subject, seed: this.seed, store },
      means: { cloud, program, copyWork: () => Promise.resolve(copies) },
      now: () => cloud.now(),
      versions: {},
      say: () => undefined,
      isAborted: () => this.isAborted,
      realNow: () => new Date("2026-11-26T00:00:00Z"),
    });
  }

  /** Gives somebody a built-in role on everything of the guard layer. */
  async addRole(role: BuiltInRole): Promise<void> {
    const { guard } = this.subject.plan.target.subscriptions;
    const id = `/subscriptions/${guard}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-0000-0000-000000000009`;
    await this.estate.put(id, {
      properties: { roleDefinitionId: roleDefinitionId(role, guard), principalId: "somebody" },
    });
  }

  /** Changes the jobs that are deployed. */
  async changeJobs(change: (spec: { schedule: string; suspend: boolean }, name: string) => void): Promise<void> {
    for (const { cluster, object } of await this.cloud.clusterObjects()) {
      const job = structuredClone(object) as {
        metadata: { name: string };
        spec: { schedule: string; suspend: boolean };
      };
      change(job.spec, job.metadata.name);
      await this.estate.putObject(cluster, job);
    }
  }

  /** Takes away what is of a type. */
  async remove(type: RegExp): Promise<void> {
    const { writer } = this.estate.simulator.parts;
    const gone = (await this.cloud.resources()).filter((resource) => type.test(resource.type));
    await writer.inTurn(() => writer.note(gone.map(({ id }) => ({ kind: "removeResource", id }))));
  }

  close(): Promise<void> {
    return this.estate.close();
  }

  /** Ids of what is in the second data centre's subscriptions. */
  twinResources(): readonly string[] {
    const subscriptions = Object.values(this.subject.twin?.plan.target.subscriptions ?? {});
    return this.estate.simulator.parts.cloud
      .all()
      .flatMap(({ id }) => (subscriptions.includes(id.split("/")[2] ?? "") ? [id] : []));
  }

  /** What the program does with a restore that is written into the tenants' document. */
  private async makeRestored({ tenant, to }: { readonly tenant: string; readonly to: Date }): Promise<void> {
    const all = await this.cloud.resources();
    const source = all.find(({ id }) => new RegExp(`/databases/sqldb-[a-z]+-${tenant}-01$`).test(id));
    if (source === undefined) throw new Error(`${tenant} has no database`);
    const id = source.id.replace(/-01$/, "-02");
    if (all.some((each) => each.id === id)) return;
    const { location, properties } = source.body as { readonly location: string; readonly properties: object };
    await this.cloud.waitUntil((await this.cloud.now()) + restoreDuration(32) * 60_000);
    const origin = {
      createMode: "PointInTimeRestore",
      sourceDatabaseId: source.id,
      restorePointInTime: to.toISOString(),
    };
    await this.estate.put(id, { location, properties: { ...properties, ...origin } });
  }

  private playedProgram(): DrillProgram {
    const twin = this.subject.twin?.plan;
    return {
      up: async (place) => {
        if (place === "live" && this.restore !== undefined) await this.makeRestored(this.restore);
        if (place === "twin" && twin !== undefined && this.twinResources().length === 0) {
          await this.estate.add(twin);
          await this.cloud.waitUntil((await this.cloud.now()) + MAKING_MINUTES * 60_000);
        }
        return { stacks: [] };
      },
      changedStacks: () => Promise.resolve([]),
      judge: () => Promise.resolve({ rules: 1, judged: 1, broken: [] }),
      removeTwin: async () => {
        if (twin !== undefined) await this.estate.remove(twin);
        return { resources: this.twinResources(), stacks: [], tombstones: [] };
      },
      planRestore: (tenant, to) => {
        this.restore = { tenant, to };
        return Promise.resolve({ generation: "02" });
      },
      promote: () => Promise.resolve(),
      restoreDocuments: () => Promise.resolve(),
    };
  }
}
