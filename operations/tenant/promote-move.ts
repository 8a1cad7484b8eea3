import { dateAfter } from "../../agreement/date-after";
import { dataIn, type TenantData } from "../../agreement/tenant-data";
import { placeIn } from "../../agreement/tenant-places";
import type { Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { toTheSecond } from "../to-the-second";
import { refuseWhileElsewhere, tellDowntime } from "./cells-of-move";
import { deployedIn, type DeployedData } from "./deployed-data";
import { changeItem } from "./document-text";
import { lastDay } from "./last-day";
import { refusal, saveTenants, withoutDefaults, type FoundTenant, type TenantsDocument } from "./tenants-document";

export interface PromoteMoveOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** Last day of what the tenant leaves in its cell. */
  readonly keepUntil?: string;
}

type Moving = NonNullable<TenantData["moving"]>;

/**
 * The second half of `deltawerk tenant move`: the next `up` closes the tenant in its cell, copies its database as it is
 * then, and lets it in in the other cell. What it leaves is kept for as long as anything is to be brought back from it.
 */
export async function promoteMove(
  context: Context,
  document: TenantsDocument,
  { index, tenant, moving }: FoundTenant & { readonly moving: Moving },
  options: PromoteMoveOptions,
): Promise<ExitStatus> {
  const { platform, code, environment } = options;
  const data = dataIn(tenant, environment);
  const left = placeIn(tenant, environment);
  const up = `npx deltawerk up ${platform} -e ${environment}`;
  const plan = planFor(context.projectFolder, options);
  refuseWhileElsewhere(plan, options, [left.cell, moving.cell]);
  const there = await deployedIn(context, environment, platform, { code, cell: moving.cell });
  if (!takesDocuments(there, code)) {
    throw refusal(
      `The documents of ${tenant.name} (${code}) are not copied to cell ${moving.cell} yet.`,
      `Bring that up first, and give Azure the time to copy them: ${up}`,
    );
  }
  const here = await deployedIn(context, environment, platform, { code, cell: left.cell });
  refuseOppositeMove(document, here, { environment, from: left.cell, to: moving.cell, up });
  const { backup, documents } = document.agreement;
  const today = there.now.toISOString().slice(0, 10);
  // Versions of documents are copied; what was deleted before can be brought back in the old archive only.
  const periods = [backup.pointInTime, documents.changesKept, documents.deletedKept];
  const earliest = periods
    .map((period) => dateAfter(today, period))
    .reduce((one, other) => (other > one ? other : one));
  const until = lastDay(data.generation, { ...options, earliest, source: backup.source });
  const moved = {
    generation: moving.generation,
    copied: { from: data.generation, cell: left.cell, at: toTheSecond(there.now) },
    kept: [
      ...data.kept.map((one) => ({ ...one, cell: one.cell ?? left.cell })),
      { generation: data.generation, cell: left.cell, until },
    ],
    place: { cell: moving.cell, segment: moving.segment },
    ...(data.place && { left: [...(data.left ?? []), data.place] }),
  };
  const changed = withoutDefaults({ ...tenant.data, [environment]: moved });
  saveTenants(context.projectFolder, document, changeItem(document.text, "tenants", index, { data: changed }));
  context.print(`${tenant.name} (${code}) is served in cell ${moving.cell} from the end of the next \`up\` on.`);
  context.print(`Written to ${document.file}. What it leaves in cell ${left.cell} is kept until ${until}.`);
  tellDowntime(context, plan);
  context.print(
    `Point ${tenant.hostName} to the entry of cell ${moving.cell} when that \`up\` is done. Bring it up with:`,
  );
  context.print(`  ${up}`);
  return exitStatus.done;
}

function takesDocuments({ resources }: DeployedData, code: string): boolean {
  return resources.some(({ type, urn }) => type === "azure-native:storage:BlobContainer" && urn.endsWith(`-${code}`));
}

/** Of two cells one comes up first, so somebody who goes the other way has to have arrived before. */
function refuseOppositeMove(
  { tenants: { tenants } }: TenantsDocument,
  { resources }: DeployedData,
  { environment, from, to, up }: { environment: Environment; from: string; to: string; up: string },
): void {
  const waiting = tenants.find((other) => {
    const { copied, generation } = dataIn(other, environment);
    const arrived = `::database-${other.code}-${generation}-primary`;
    return (
      copied?.cell === to &&
      placeIn(other, environment).cell === from &&
      !resources.some(({ urn }) => urn.endsWith(arrived))
    );
  });
  if (waiting === undefined) return;
  throw refusal(
    `${waiting.name} (${waiting.code}) is on its way from cell ${to} to cell ${from}, and only one of them comes up first.`,
    `Bring that up first: ${up}`,
  );
}
