import { placeIn } from "../../agreement/tenant-places";
import type { Tenant } from "../../agreement/tenants";
import type { Environment } from "../../azure/names/codes";
import { formatStackName } from "../../azure/names/stack-name";
import type { Platform } from "../../azure/names/codes";
import { openSession, type Session } from "../session";
import { stackNames, stackResources, type StateResource } from "../stack-operations";
import type { Context } from "../context";

/** A generation of a tenant's data that an environment has. */
export interface DeployedGeneration {
  readonly generation: string;
  readonly databaseId: string;
  /** ISO 8601. */
  readonly created: string;
  /** The moment, ISO 8601, that it was restored to; absent where the engine made it in another way. */
  readonly restoredTo?: string;
  /** Whether the engine and Azure refuse to delete it. */
  readonly protected: boolean;
}

/** What an environment has of a tenant, by the engine's own account. */
export interface DeployedData {
  readonly session: Session;
  /** The environment's time: that of the local cloud, or this machine's. */
  readonly now: Date;
  /** Name of the cell's stack. */
  readonly stack: string;
  readonly generations: readonly DeployedGeneration[];
  /** Everything of the stack. */
  readonly resources: readonly StateResource[];
}

/** Looks up the generations of a tenant's data that the stack of its cell has made; none where that is not there yet. */
export async function deployedData(
  context: Context,
  environment: Environment,
  platform: string,
  tenant: Pick<Tenant, "code" | "cell" | "segment" | "data">,
): Promise<DeployedData> {
  const { cell } = placeIn(tenant, environment);
  return deployedIn(context, environment, platform, { code: tenant.code, cell });
}

/** Looks up the same in a cell in which the tenant is not: it was there, or is going there. */
export async function deployedIn(
  context: Context,
  environment: Environment,
  platform: string,
  { code, cell }: { readonly code: string; readonly cell: string },
): Promise<DeployedData> {
  const session = await openSession(context.projectFolder, environment, context.note);
  const stack = formatStackName({ platform: platform as Platform, environment, layer: "cell", cell: Number(cell) });
  const isThere = (await stackNames(session)).has(stack);
  const resources = isThere ? await stackResources(session, stack) : [];
  const now = session.cloud === undefined ? new Date() : new Date((await session.cloud.status()).now);
  return { session, now, stack, resources, generations: resources.flatMap((resource) => generationOf(resource, code)) };
}

function generationOf(
  { type, urn, id, protect, inputs, outputs }: StateResource,
  code: string,
): readonly DeployedGeneration[] {
  const [, tenant, generation] = /::database-([a-z0-9]{4})-(\d{2})-primary$/.exec(urn) ?? [];
  if (type !== "azure-native:sql:Database" || tenant !== code || generation === undefined || id === undefined)
    return [];
  const created = outputs?.["creationDate"];
  const restoredTo = inputs?.["restorePointInTime"];
  return [
    {
      generation,
      databaseId: id,
      created: typeof created === "string" ? created : "",
      ...(typeof restoredTo === "string" && { restoredTo }),
      protected: protect === true,
    },
  ];
}
