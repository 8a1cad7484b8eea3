import { dateAfter } from "../../agreement/date-after";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { appendItem, removeItem } from "./document-text";
import { readTenants, refusal, saveTenants, tenantNamed, withoutDefaults } from "./tenants-document";

export interface RemoveOptions {
  readonly platform: string;
  readonly code: string;
}

/**
 * `deltawerk tenant remove`: after the last day of a leaving tenant, takes everything of it but its data. Its code and
 * its segment stay in the document, so that nobody else ever gets them.
 */
export function removeTenant(context: Context, { platform, code }: RemoveOptions, now = new Date()): ExitStatus {
  const document = readTenants(context.projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const { name, until, cell, segment, data, overrides } = tenant;
  if (tenant.state !== "leaving" || until === undefined) {
    throw refusal(
      `${name} (${code}) is active; a tenant is removed after its last day.`,
      `Say when that is: npx deltawerk tenant leave ${platform} ${code} --until <date>`,
    );
  }
  const today = now.toISOString().slice(0, 10);
  if (today <= until) throw refusal(`The last day of ${name} (${code}) is ${until}, and today is ${today}.`);
  const restoring = Object.entries(data).filter(([, one]) => one.restoring !== undefined);
  if (restoring.length > 0) {
    throw refusal(
      `${name} (${code}) is being restored in ${restoring.map(([environment]) => environment).join(", ")}.`,
      ...restoring.map(
        ([environment]) => `Give it up first: npx deltawerk tenant discard ${platform} ${code} -e ${environment}`,
      ),
    );
  }
  const moving = Object.entries(data).filter(([, one]) => one.moving !== undefined);
  if (moving.length > 0) {
    throw refusal(
      `${name} (${code}) is on its way to another cell in ${moving.map(([environment]) => environment).join(", ")}.`,
      ...moving.map(
        ([environment]) => `Give it up first: npx deltawerk tenant discard ${platform} ${code} -e ${environment}`,
      ),
    );
  }
  const removed = removeItem(document.text, "tenants", index);
  const retired = {
    code,
    name,
    cell,
    segment,
    left: until,
    ...(Object.keys(data).length > 0 && { data: withoutDefaults(data) }),
    ...(Object.keys(overrides).length > 0 && { overrides }),
  };
  saveTenants(context.projectFolder, document, appendItem(removed.text, "retired", retired, removed.above));
  context.print(`${name} (${code}) is removed: the next \`deltawerk up ${platform}\` takes everything but its data.`);
  const gone = dateAfter(until, document.agreement.exit.deletedWithin);
  context.print(`Its databases and documents stay protected; by agreement they are to be gone by ${gone}.`);
  context.print(`Then: npx deltawerk tenant discard ${platform} ${code}`);
  return exitStatus.done;
}
