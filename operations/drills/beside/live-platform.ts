import { rmSync } from "node:fs";
import { dataIn } from "../../../agreement/tenant-data";
import { placeIn } from "../../../agreement/tenant-places";
import type { Tenant } from "../../../agreement/tenants";
import { parseName } from "../../../azure/names/resource-name";
import { formatStackName } from "../../../azure/names/stack-name";
import type { Platform } from "../../../azure/names/codes";
import type { Instant } from "../../../drills/cloud";
import type { Change, LiveDatabase, LiveGroup, LivePlatform } from "../../../drills/beside/live-platform";
import type { Plan } from "../../../infra/plan/plan";
import { deployedChangeOf } from "../../check/deployed-change-of";
import type { Context } from "../../context";
import { openSession, type Session } from "../../session";
import { pendingOperations, stackNames, statesOf, type StateResource } from "../../stack-operations";
import { stacksOf } from "../../stacks-of";
import { deployedData, type DeployedData } from "../../tenant/deployed-data";
import { readTenants, tenantNamed } from "../../tenant/tenants-document";
import { copyConfiguration, makeProject, type DrillFolders } from "../drill-folders";
import { planRestore } from "../plan-restore";
import type { LiveReading } from "./live-reading";
import { generationIn, madeGenerations, refusePending } from "./made-generations";
import { changeAsReviewed, changeOf } from "./reviewed-change";
import { verificationQuery, verifiedCopies } from "./verification-records";

export interface LiveOptions {
  readonly context: Context;
  readonly plan: Plan;
  /** Where the drill keeps its own copy of the documents; the checkout's are not written to. */
  readonly folders: DrillFolders;
  readonly reading: LiveReading;
}

/** A deployed platform as a drill may touch it: through the engine with documents of its own, and by asking Azure. */
export function livePlatform({ context, plan, folders, reading }: LiveOptions): LivePlatform {
  const { platform, environment } = plan.target;
  const { projectFolder, note } = context;
  const documents = readTenants(projectFolder, platform);
  const dataOf = (code: string): Promise<DeployedData> =>
    deployedData(context, environment, platform, tenantNamed(documents, code).tenant);
  const states = async (): Promise<ReadonlyMap<string, readonly StateResource[]>> => {
    const session = await openSession(projectFolder, environment, note);
    return statesOf(
      session,
      stacksOf(plan).map(({ name }) => name),
    );
  };
  /** What of a tenant's data is deployed, and which of it a drill made of a moment. */
  const lookAt = async (code: string, to: Instant) => {
    const data = await dataOf(code);
    const { generation, kept, restoring } = dataIn(tenantNamed(documents, code).tenant, environment);
    const named = [generation, ...kept.map((one) => one.generation), ...(restoring ? [restoring.generation] : [])];
    const pending = await pendingOperations(data.session, data.stack);
    const made = madeGenerations(data.generations, pending, { code, to, named });
    refusePending(data, pending, code, made);
    const unnamed = data.generations.flatMap((one) => (named.includes(one.generation) ? [] : [one.generation]));
    return { made, restoring, others: unnamed.filter((one) => !made.includes(one)) };
  };
  /** Does what the drill's documents ask for in the cell of a tenant, where that is what is meant. */
  const change = async (
    tenant: Tenant,
    operation: Change["operation"],
    generations: readonly string[],
  ): Promise<readonly Change[]> => {
    const session: Session = { ...(await openSession(projectFolder, environment, note)), projectFolder: folders.live };
    const layer = { environment, layer: "cell", cell: Number(placeIn(tenant, environment).cell) } as const;
    const stack = formatStackName({ platform: platform as Platform, ...layer });
    copyConfiguration(projectFolder, folders.live, stack);
    return changeAsReviewed(session, {
      stack,
      isMeant: (step) =>
        step.operation === operation &&
        !step.protect &&
        generations.includes(generationIn(step.urn, tenant.code) ?? ""),
      folder: folders.root,
    });
  };
  const servingOf = async (code: string): Promise<LiveDatabase> => {
    const { generation } = dataIn(tenantNamed(documents, code).tenant, environment);
    return databaseIn(await dataOf(code), code, generation);
  };
  return {
    now: reading.now,
    waitUntil: reading.waitUntil,
    mark: reading.mark,
    markers: reading.markers,
    primarySide: reading.primarySide,
    failOver: reading.failOver,
    pendingChanges: async () => {
      const { stacks } = await deployedChangeOf({ projectFolder, platform, environment, note });
      const unseen = stacks.filter(({ standing }) => standing !== "previewed");
      if (unseen.length > 0) {
        throw new Error(unseen.map(({ stack, standing, because }) => `${stack}: ${because ?? standing}`).join("; "));
      }
      return stacks.flatMap(({ stack, steps }) => steps.map((step) => changeOf(stack, step)));
    },
    serving: servingOf,
    restoreBeside: async (code, to) => {
      const { tenant } = tenantNamed(documents, code);
      // What is there of this moment beside the documents is the drill's own, after an interruption.
      const { restoring, others } = await lookAt(code, to);
      if (restoring !== undefined) {
        throw new Error(
          `somebody restores ${code}: generation ${restoring.generation} stands beside the serving one. ` +
            `Promote or discard it first: npx deltawerk tenant promote|discard ${platform} ${code} -e ${environment}`,
        );
      }
      makeProject(projectFolder, folders.live);
      const own = { projectFolder: folders.live, environment };
      const { generation } = planRestore(own, platform, code, new Date(to), others);
      const changes = await change(tenant, "create", [generation]);
      return { database: databaseIn(await dataOf(code), code, generation), changes };
    },
    discard: async (code, to) => {
      const { tenant } = tenantNamed(documents, code);
      const { made } = await lookAt(code, to);
      if (made.length === 0) return [];
      // The checkout's documents know nothing of what the drill made.
      makeProject(projectFolder, folders.live);
      try {
        return await change(tenant, "delete", made);
      } finally {
        rmSync(folders.live, { recursive: true, force: true });
      }
    },
    verifiedCopies: async (since) => {
      const workspaces = [...(await states()).values()].flat().flatMap(workspaceOf);
      return verifiedCopies(reading, workspaces, verificationQuery(platform, environment, since));
    },
    groups: async () => [...(await states()).values()].flat().flatMap(groupOf),
  };
}

/** Names of a platform's stacks that the backend does not have. */
export async function missingStacks(session: Session, plan: Plan): Promise<readonly string[]> {
  const existing = await stackNames(session);
  return stacksOf(plan).flatMap(({ name }) => (existing.has(name) ? [] : [name]));
}

function databaseIn({ generations, stack }: DeployedData, tenant: string, generation: string): LiveDatabase {
  const found = generations.find((one) => one.generation === generation);
  if (found === undefined) throw new Error(`${stack} has no database of generation ${generation} of ${tenant}`);
  const { databaseId, created } = found;
  return { tenant, generation, databaseId, created: Date.parse(created) };
}

function workspaceOf({ type, outputs }: StateResource): readonly string[] {
  const id = outputs?.["customerId"];
  return type === "azure-native:operationalinsights:Workspace" && typeof id === "string" ? [id] : [];
}

function groupOf({ type, id, outputs }: StateResource): readonly LiveGroup[] {
  if (type !== "azure-native:sql:FailoverGroup" || id === undefined) return [];
  const { partnerServers = [], databases = [] } = (outputs ?? {}) as {
    readonly partnerServers?: readonly { readonly id: string }[];
    readonly databases?: readonly string[];
  };
  const name = id.split("/").at(-1) ?? "";
  const second = `${partnerServers[0]?.id ?? ""}/failoverGroups/${name}`;
  return [{ name, ids: { first: id, second }, databases: databases.flatMap(databaseNamed) }];
}

function databaseNamed(databaseId: string): readonly LiveDatabase[] {
  const { tenant, generation } = parseName("sql:Database", databaseId.split("/").at(-1) ?? "") ?? {};
  if (tenant === undefined || generation === undefined) return [];
  return [{ tenant, generation: String(generation).padStart(2, "0"), databaseId, created: 0 }];
}
