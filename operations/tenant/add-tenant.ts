import type { Tenant } from "../../agreement/tenants";
import { placeTenant } from "../../infra/plan/place-tenant";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { appendItem } from "./document-text";
import { readTenants, refusal, saveTenants } from "./tenants-document";

export interface AddOptions {
  readonly platform: string;
  readonly code: string;
  readonly name: string;
  readonly hostName: string;
  /** Two digits; @default the first cell with room, or a new one */
  readonly cell?: string;
  /** What the tenant buys beyond the platform. */
  readonly overrides: Tenant["overrides"];
}

/** `deltawerk tenant add`: a new tenant at the end of the document, in a place that nobody has or has had. */
export function addTenant(context: Context, options: AddOptions): ExitStatus {
  const { platform, code, name, hostName, overrides } = options;
  const document = readTenants(context.projectFolder, platform);
  const compute = overrides.compute ?? document.agreement.isolation.compute;
  const placed = placeTenant(document.agreement, document.tenants, compute, options.cell);
  if (!placed.ok) {
    throw refusal(
      `There is no place for ${name} (${code}): ${placed.given}.`,
      `Allowed: ${placed.allowed}.`,
      ...placed.fixes,
    );
  }
  const fields = { code, name, hostName, ...placed.place, ...(Object.keys(overrides).length > 0 && { overrides }) };
  saveTenants(context.projectFolder, document, appendItem(document.text, "tenants", fields));
  context.print(`${name} (${code}) is in cell ${placed.place.cell}, segment ${placed.place.segment}.`);
  context.print(`Written to ${document.file}. Bring it up with: npx deltawerk up ${platform}`);
  return exitStatus.done;
}
