import * as pulumi from "@pulumi/pulumi";
import { formatStackName } from "../../azure/names/stack-name";
import type { Scope } from "../../components/component-args";
import type { CellPlan } from "../plan/cell-plan";
import type { DatabasePlan } from "../plan/data-plan";
import type { Plan } from "../plan/plan";
import type { CellOutputs } from "./layer-outputs";
import { readOutputs } from "./read-layer";

/** A database of a cell that is a copy of one in another cell. */
type Copy = DatabasePlan & { readonly copied: NonNullable<DatabasePlan["copied"]> };

/** Copies in a cell of what another cell still has. What is gone there was copied long ago, and is not made again. */
function copiesIn({ cells }: Pick<Plan, "cells">, cell: CellPlan): readonly Copy[] {
  return cell.servers
    .flatMap(({ databases }) => databases)
    .filter((database): database is Copy => database.copied !== undefined)
    .filter(({ tenant, copied }) =>
      cells.some(({ number, retired }) => number === copied.cell && retired.some(({ code }) => code === tenant)),
    );
}

/**
 * Why a copy of another cell's database must not be made now; undefined where nothing speaks against it.
 *
 * @param outputs what the other cell's stack says; undefined where it is not up
 */
export function refusalOfCopy(
  { tenant, copied }: Pick<Copy, "tenant" | "copied">,
  outputs: Pick<CellOutputs, "kept"> | undefined,
  stack: string,
): string | undefined {
  const made = outputs?.kept?.[`${tenant}-${copied.from}`];
  if (made === undefined) {
    return (
      `Tenant ${tenant} is moved here, and cell ${copied.cell} still serves it: what is written there after the copy ` +
      `would be lost. Bring that cell up first, which closes the tenant: pulumi up -s ${stack}`
    );
  }
  if (Date.parse(made) <= Date.parse(copied.at)) return undefined;
  return (
    `Tenant ${tenant} was moved here at ${copied.at}, and its generation ${copied.from} in cell ${copied.cell} was made ` +
    `at ${made}: this environment was made anew, and the copy would be empty. Its data comes from the independent ` +
    `copies; take \`data\` of this environment out of stacks/tenants.`
  );
}

/**
 * Lets nothing be copied from another cell before nobody works there any more. The cell that a tenant leaves and the one
 * that it comes to are two stacks, and nothing else keeps somebody from bringing them up in the wrong order. A preview is
 * let through: it copies nothing, and it may be of both at once.
 *
 * @throws pulumi.RunError before anything is registered
 */
export async function requireClosed(plan: Plan, cell: CellPlan, scope: Scope): Promise<void> {
  const { platform, environment } = scope;
  for (const copy of copiesIn(plan, cell)) {
    const identity = { platform, environment, layer: "cell", cell: Number(copy.copied.cell) } as const;
    const refusal = refusalOfCopy(copy, await readOutputs<CellOutputs>(identity), formatStackName(identity));
    if (refusal !== undefined && !pulumi.runtime.isDryRun()) throw new pulumi.RunError(refusal);
  }
}
