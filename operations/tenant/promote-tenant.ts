import { dateAfter } from "../../agreement/date-after";
import { dataIn, whereabouts } from "../../agreement/tenant-data";
import type { Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { deployedData } from "./deployed-data";
import { changeItem } from "./document-text";
import { lastDay } from "./last-day";
import { promoteMove } from "./promote-move";
import { readTenants, refusal, saveTenants, tenantNamed, withoutDefaults } from "./tenants-document";

export interface PromoteOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** Last day of the generation that served until now; @default as long as its backups are promised */
  readonly keepUntil?: string;
}

/**
 * `deltawerk tenant promote`: the generation beside the serving one serves from the next `up` on. The one that served is
 * kept for at least as long as a restore is promised: the moments before the promotion are in its backups only.
 */
export async function promoteTenant(context: Context, options: PromoteOptions): Promise<ExitStatus> {
  const { platform, code, environment } = options;
  const document = readTenants(context.projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const { restoring, moving, ...data } = dataIn(tenant, environment);
  if (moving !== undefined) return promoteMove(context, document, { index, tenant, moving }, options);
  if (restoring === undefined) {
    throw refusal(
      `${tenant.name} (${code}) has no generation beside the serving one in ${environment}.`,
      `Make one: npx deltawerk tenant restore ${platform} ${code} --to <time> -e ${environment}`,
      `Or move it to another cell: npx deltawerk tenant move ${platform} ${code} --to <cell> -e ${environment}`,
    );
  }
  const { generation, from, to } = restoring;
  const { now, generations } = await deployedData(context, environment, platform, tenant);
  const made = generations.find((one) => one.generation === generation);
  if (made === undefined) {
    throw refusal(
      `Generation ${generation} of ${tenant.name} (${code}) is not there yet.`,
      `Bring it up first: npx deltawerk up ${platform} -e ${environment}`,
    );
  }
  if (made.restoredTo !== undefined && Date.parse(made.restoredTo) !== Date.parse(to)) {
    throw refusal(
      `Generation ${generation} of ${tenant.name} (${code}) is there as of ${made.restoredTo}, and the document says ${to}.`,
      `Nobody should work in another moment than is written down. Discard it, bring that up, and restore it again:`,
      `  npx deltawerk tenant discard ${platform} ${code} -e ${environment}`,
    );
  }
  const { backup } = document.agreement;
  const earliest = dateAfter(now.toISOString().slice(0, 10), backup.pointInTime);
  const until = lastDay(data.generation, { ...options, earliest, source: backup.source });
  const promoted = {
    generation,
    restored: { from, to },
    kept: [...data.kept, { generation: data.generation, until }],
    ...whereabouts(data),
  };
  const changed = withoutDefaults({ ...tenant.data, [environment]: promoted });
  saveTenants(context.projectFolder, document, changeItem(document.text, "tenants", index, { data: changed }));
  context.print(`Generation ${generation} of ${tenant.name} (${code}) serves from the next \`up\` on.`);
  context.print(
    `What was written to ${data.generation} after ${to} is not in it; ${data.generation} is kept until ${until}.`,
  );
  context.print(`Written to ${document.file}. Bring it up with: npx deltawerk up ${platform} -e ${environment}`);
  return exitStatus.done;
}
