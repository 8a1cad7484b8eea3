import type { Agreement } from "./agreement";
import { tenantFindings } from "./checks/tenant-checks";
import type { CloudFacts } from "./cloud-facts";
import { parseDocument } from "./parse-document";
import type { Parsed } from "./problem";
import { tenantsSchema, tenantsVersion } from "./tenants";
import type { Tenants } from "./tenants";

const tenantsKind = { schema: tenantsSchema, version: tenantsVersion, migrations: new Map() };

/** Parses the tenants of a platform, and refuses those that its agreement or its cells cannot take.
 * @param file name of the document, for the messages
 * @param agreement what the platform promises; left out where that could not be parsed: only what needs no agreement is
 * judged then */
export function parseTenants(
  text: string,
  file: string,
  facts: CloudFacts,
  agreement: Agreement | undefined,
): Parsed<Tenants> {
  return parseDocument(text, file, tenantsKind, ({ platform, tenants }) =>
    tenantFindings({ platform, tenants: tenants ?? [] }, facts, agreement),
  );
}
