import { dateAfter } from "../../agreement/date-after";
import { dataIn } from "../../agreement/tenant-data";
import type { Environment } from "../../azure/names/codes";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { deployedData } from "./deployed-data";
import { changeItem } from "./document-text";
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
  const { restoring, ...data } = dataIn(tenant, environment);
  if (restoring === undefined) {
    throw refusal(
      `${tenant.name} (${code}) has no generation beside the serving one in ${environment}.`,
      `Make one: npx deltawerk tenant restore ${platform} ${code} --to <time> -e ${environment}`,
    );
  }
  const { generation, from, to } = restoring;
  const { now, generations } = await deployedData(context, environment, platform, tenant);
  if (!generations.some((one) => one.generation === generation)) {
    throw refusal(
      `Generation ${generation} of ${tenant.name} (${code}) is not there yet.`,
      `Bring it up first: npx deltawerk up ${platform} -e ${environment}`,
    );
  }
  const promised = document.agreement.backup.pointInTime;
  const earliest = dateAfter(now.toISOString().slice(0, 10), promised);
  const until = options.keepUntil ?? earliest;
  if (until < earliest) {
    const { source } = document.agreement.backup;
    throw refusal(
      `Generation ${data.generation} is to be kept until ${until}.`,
      `Allowed: ${earliest} or later, because the moments before the promotion are in its backups only.`,
      ...(source === "ours" ? [] : [`Earlier breaks ${source.join(", ")}.`]),
    );
  }
  const promoted = {
    generation,
    restored: { from, to },
    kept: [...data.kept, { generation: data.generation, until }],
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
