import { durationWords, shortestSeconds } from "../../agreement/duration";
import { generationAfter } from "../../agreement/generation-number";
import { dataIn, type TenantData } from "../../agreement/tenant-data";
import type { Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { toTheSecond } from "../to-the-second";
import { deployedData, deployedIn, type DeployedData } from "./deployed-data";
import { changeItem } from "./document-text";
import {
  readTenants,
  refusal,
  saveTenants,
  tenantNamed,
  withoutDefaults,
  type TenantsDocument,
} from "./tenants-document";

export interface RestoreOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** Moment to restore, ISO 8601 with a time zone. */
  readonly to: string;
  /** Generation whose backups are used; @default the serving one */
  readonly from?: string;
  /** A generation that a restore has made by itself: it is taken over instead of made. */
  readonly made?: string;
}

/**
 * `deltawerk tenant restore`: plans a generation beside the serving one, with the data as it was at a moment. Nothing
 * changes for the tenant until it is promoted.
 */
export async function restoreTenant(context: Context, options: RestoreOptions): Promise<ExitStatus> {
  const { platform, code, environment } = options;
  const document = readTenants(context.projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const data = dataIn(tenant, environment);
  if (data.restoring !== undefined) {
    throw refusal(
      `Generation ${data.restoring.generation} of ${tenant.name} (${code}) stands beside the serving one already.`,
      `Promote it or discard it first: npx deltawerk tenant promote|discard ${platform} ${code} -e ${environment}`,
    );
  }
  if (data.moving !== undefined) {
    throw refusal(
      `${tenant.name} (${code}) is on its way to cell ${data.moving.cell}.`,
      `Promote or discard that first: npx deltawerk tenant promote|discard ${platform} ${code} -e ${environment}`,
    );
  }
  const elsewhere = data.kept.find(({ generation, cell }) => generation === options.from && cell !== undefined);
  if (elsewhere !== undefined && options.made === undefined) {
    throw refusal(
      `Generation ${elsewhere.generation} of ${tenant.name} (${code}) is in cell ${elsewhere.cell ?? ""}, and Azure restores a database on its own server.`,
      "Restore it there and copy the result to the tenant's cell by hand, as docs/tenants.md shows; then take it over with --made.",
    );
  }
  const to = momentOf(options.to);
  const from = options.from ?? data.generation;
  const deployed =
    elsewhere?.cell === undefined
      ? await deployedData(context, environment, platform, tenant)
      : await deployedIn(context, environment, platform, { code, cell: elsewhere.cell });
  refuseOutsideOfRange(document, deployed, options, { from, to });
  const restoring =
    options.made === undefined
      ? { generation: nextGeneration(data, deployed), from, to }
      : { generation: options.made, from, to, made: true };
  const changed = { ...tenant.data, [environment]: { ...data, restoring } };
  saveTenants(
    context.projectFolder,
    document,
    changeItem(document.text, "tenants", index, { data: withoutDefaults(changed) }),
  );
  context.print(
    options.made === undefined
      ? `Generation ${restoring.generation} of ${tenant.name} (${code}) is made from ${from} as of ${to} by the next \`up\`.`
      : `Generation ${options.made} of ${tenant.name} (${code}), of ${from} as of ${to}, is taken over by the next \`up\`.`,
  );
  context.print(`Written to ${document.file}. Generation ${data.generation} goes on serving. Then:`);
  context.print(`  npx deltawerk up ${platform} -e ${environment}`);
  context.print(`  npx deltawerk tenant promote ${platform} ${code} -e ${environment}`);
  return exitStatus.done;
}

/** The moment in UTC, to the second. */
function momentOf(text: string): string {
  const moment = /(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) {
    throw refusal(
      `--to is given as "${text}".`,
      "Allowed: a moment with its time zone, such as 2027-03-01T10:00:00Z or 2027-03-01T11:00:00+01:00.",
    );
  }
  return toTheSecond(new Date(moment));
}

function nextGeneration({ generation, kept }: TenantData, { generations }: DeployedData): string {
  return generationAfter([generation, ...[...kept, ...generations].map((one) => one.generation)]);
}

/**
 * Azure keeps backups of a database from its creation on, and as long as its retention says.
 *
 * @throws CommandFailure with the moments that can be restored, by generation
 */
function refuseOutsideOfRange(
  { agreement }: TenantsDocument,
  { generations, now, stack }: DeployedData,
  { platform, code, environment }: RestoreOptions,
  { from, to }: { readonly from: string; readonly to: string },
): void {
  if (generations.length === 0) {
    throw refusal(
      `${stack} has no database of ${code}, so there is nothing to restore from.`,
      `Bring it up first: npx deltawerk up ${platform} -e ${environment}`,
    );
  }
  const kept = agreement.backup.pointInTime;
  const oldest = new Date(now.getTime() - shortestSeconds(kept) * 1000);
  const ranges = generations.map(({ generation, created }) => ({
    generation,
    first: secondAfter(Math.max(Date.parse(created), oldest.getTime())),
    last: secondBefore(now.getTime()),
  }));
  const range = ranges.find(({ generation }) => generation === from);
  if (range !== undefined && to >= range.first && to <= range.last) return;
  throw refusal(
    range === undefined
      ? `Generation ${from} of ${code} is not there in ${environment}.`
      : `Generation ${from} of ${code} cannot be restored to ${to}.`,
    `Allowed (backups are kept ${durationWords(kept)}, and begin with the database):`,
    ...ranges.map(({ generation, first, last }) => `  --from ${generation}  ${first} to ${last}`),
  );
}

function secondAfter(moment: number): string {
  return toTheSecond(new Date(Math.ceil(moment / 1000) * 1000));
}

function secondBefore(moment: number): string {
  return toTheSecond(new Date(moment));
}
