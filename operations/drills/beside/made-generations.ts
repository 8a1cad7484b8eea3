import type { Instant } from "../../../drills/cloud";
import type { PendingOperation } from "../../stack-operations";
import type { DeployedData, DeployedGeneration } from "../../tenant/deployed-data";

export interface MadeFor {
  /** The tenant's. */
  readonly code: string;
  /** The moment that the drill restores. */
  readonly to: Instant;
  /** Generations that the checkout's documents name: they are somebody's. */
  readonly named: readonly string[];
}

/** Which generation of a tenant's data a resource is part of, by its name in the stack. */
export function generationIn(urn: string, code: string): string | undefined {
  return new RegExp(`::[^:]*-${code}-(\\d{2})(-[^:]*)?$`).exec(urn)?.[1];
}

/** Generations of a tenant's data that a drill made, or had begun to make, of a moment. Documents do not name them. */
export function madeGenerations(
  deployed: readonly DeployedGeneration[],
  pending: readonly PendingOperation[],
  { code, to, named }: MadeFor,
): readonly string[] {
  const begun = pending.flatMap(({ resource: { urn, inputs } }) => {
    const generation = generationIn(urn, code);
    const restoredTo = inputs?.["restorePointInTime"];
    return generation === undefined || typeof restoredTo !== "string" ? [] : [{ generation, restoredTo }];
  });
  const found = [...deployed, ...begun].filter(
    ({ generation, restoredTo = "" }) => !named.includes(generation) && isSecondOf(restoredTo, to),
  );
  return [...new Set(found.map(({ generation }) => generation))];
}

/** Documents say moments to the second. */
const isSecondOf = (text: string, moment: Instant): boolean =>
  Math.floor(Date.parse(text) / 1000) === Math.floor(moment / 1000);

/**
 * @throws Error where an engine that was killed had begun something of these generations: whether Azure has made it the
 *   engine does not know, so it would neither go on with it nor remove it
 */
export function refusePending(
  { generations, stack }: Pick<DeployedData, "generations" | "stack">,
  pending: readonly PendingOperation[],
  code: string,
  made: readonly string[],
): void {
  const begun = pending.flatMap(({ type, resource }) => {
    const generation = generationIn(resource.urn, code);
    return type === "creating" && generation !== undefined && made.includes(generation)
      ? [idOf(resource, generations)]
      : [];
  });
  if (begun.length === 0) return;
  throw new Error(
    `an engine was killed while it made ${begun.join(", ")}, and does not know whether it is there. ` +
      `Delete it in Azure where it is, then: pulumi refresh --clear-pending-creates -s ${stack}. ` +
      "What else the drill made goes with the next `up`.",
  );
}

/** Where Azure has it if it was made; its name in the stack where that does not follow. */
function idOf({ urn, inputs = {} }: PendingOperation["resource"], generations: readonly DeployedGeneration[]): string {
  const [, subscription] = /^\/subscriptions\/([^/]+)\//i.exec(generations[0]?.databaseId ?? "") ?? [];
  const { resourceGroupName: group, serverName: server, databaseName: database } = inputs;
  const isDatabase = urn.includes("azure-native:sql:Database::");
  if (!isDatabase || subscription === undefined || ![group, server, database].every((one) => typeof one === "string")) {
    return urn.split("::").at(-1) ?? urn;
  }
  const place = `/subscriptions/${subscription}/resourceGroups/${String(group)}/providers/Microsoft.Sql`;
  return `${place}/servers/${String(server)}/databases/${String(database)}`;
}
