import { moveFindings } from "../../agreement/checks/move-checks";
import { generationAfter } from "../../agreement/generation-number";
import { dataIn, type TenantData } from "../../agreement/tenant-data";
import { placeIn } from "../../agreement/tenant-places";
import type { Environment } from "../../azure/names/codes";
import { placeTenant } from "../../infra/plan/place-tenant";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { planFor } from "../plan-for";
import { refuseWhileElsewhere, tellDowntime } from "./cells-of-move";
import { changeItem } from "./document-text";
import {
  readTenants,
  refusal,
  saveTenants,
  tenantNamed,
  withoutDefaults,
  type FoundTenant,
  type TenantsDocument,
} from "./tenants-document";

export interface MoveOptions {
  readonly platform: string;
  readonly code: string;
  readonly environment: Environment;
  /** Two digits. */
  readonly to: string;
}

/**
 * `deltawerk tenant move`: gives a tenant a place in another cell and lets its documents be copied there. Nothing changes
 * for the tenant until it is promoted.
 */
export function moveTenant(context: Context, options: MoveOptions): ExitStatus {
  const { platform, code, environment, to } = options;
  const document = readTenants(context.projectFolder, platform);
  const found = tenantNamed(document, code);
  const { index, tenant } = found;
  const data = dataIn(tenant, environment);
  if (data.moving !== undefined) {
    throw refusal(
      `${tenant.name} (${code}) is on its way to cell ${data.moving.cell} already.`,
      `Promote or discard that first: npx deltawerk tenant promote|discard ${platform} ${code} -e ${environment}`,
    );
  }
  const moving = { generation: nextGeneration(data), ...placeOrRefusal(document, found, options) };
  const plan = planFor(context.projectFolder, options);
  refuseWhileElsewhere(plan, options, [placeIn(tenant, environment).cell, to]);
  const changed = withoutDefaults({ ...tenant.data, [environment]: { ...data, moving } });
  saveTenants(context.projectFolder, document, changeItem(document.text, "tenants", index, { data: changed }));
  context.print(
    `${tenant.name} (${code}) is going to cell ${to}, segment ${moving.segment}, as generation ${moving.generation}.`,
  );
  context.print(
    `Written to ${document.file}. The next \`up\` begins to copy its documents; it goes on being served where it is. Then:`,
  );
  context.print(`  npx deltawerk up ${platform} -e ${environment}`);
  context.print(
    `  npx deltawerk tenant promote ${platform} ${code} -e ${environment}, once Azure has copied the documents`,
  );
  tellDowntime(context, plan);
  return exitStatus.done;
}

function nextGeneration({ generation, kept }: TenantData): string {
  return generationAfter([generation, ...kept.map((one) => one.generation)]);
}

/** A segment in the other cell. @throws CommandFailure with everything that speaks against the move */
function placeOrRefusal(
  { agreement, tenants: document }: TenantsDocument,
  { index, tenant }: FoundTenant,
  { environment, to }: MoveOptions,
): { readonly cell: string; readonly segment: number } {
  const compute = tenant.overrides.compute ?? agreement.isolation.compute;
  const placed = placeTenant(agreement, document, compute, to);
  const data = dataIn(tenant, environment);
  const place = placed.ok ? placed.place : { cell: to, segment: 0 };
  const moving = { generation: nextGeneration(data), ...place };
  const asked = { ...tenant, data: { ...tenant.data, [environment]: { ...data, moving } } };
  const { retired, tenants } = document;
  const findings = moveFindings(
    { retired, tenants: tenants.map((one, at) => (at === index ? asked : one)) },
    agreement,
  );
  const problems = [...findings, ...(placed.ok ? [] : [placed])];
  if (problems.length === 0) return place;
  throw refusal(
    ...problems.flatMap(({ given, allowed, fixes }) => [
      `${tenant.name} (${tenant.code}) cannot be moved: ${given ?? `cell ${to}`}.`,
      `  Allowed: ${allowed}.`,
      ...fixes.map((fix) => `  ${fix}`),
    ]),
  );
}
