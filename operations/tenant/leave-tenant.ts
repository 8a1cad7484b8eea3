import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { changeItem } from "./document-text";
import { readTenants, refusal, saveTenants, tenantNamed } from "./tenants-document";

export interface LeaveOptions {
  readonly platform: string;
  readonly code: string;
  /** Last day, ISO 8601. */
  readonly until: string;
}

/** `deltawerk tenant leave`: nobody gets in any more; data and backups stay until the tenant's last day and after it. */
export function leaveTenant(context: Context, { platform, code, until }: LeaveOptions, now = new Date()): ExitStatus {
  const document = readTenants(context.projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const today = now.toISOString().slice(0, 10);
  if (until < today) throw refusal(`The last day of ${tenant.name} is given as ${until}, and today is ${today}.`);
  const text = changeItem(document.text, "tenants", index, { state: "leaving", until });
  saveTenants(context.projectFolder, document, text);
  context.print(`${tenant.name} (${code}) is leaving; its last day is ${until}.`);
  context.print(
    `Written to ${document.file}. The next \`deltawerk up ${platform}\` closes its access and keeps its data.`,
  );
  context.print(`What the agreement gives it: npx deltawerk tenant export ${platform} ${code}`);
  return exitStatus.done;
}
