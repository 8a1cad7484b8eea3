import type { Agreement } from "./agreement";
import { tenantFindings } from "./checks/tenant-checks";
import type { CloudFacts } from "./cloud-facts";
import type { Migrations } from "./migrations";
import { parseDocument } from "./parse-document";
import type { Parsed } from "./problem";
import { tenantsSchema, tenantsVersion } from "./tenants";
import type { Tenants } from "./tenants";

/** Version 1 had one generation for all environments and nobody who had left. */
function generationByEnvironment({ generation, ...tenant }: Readonly<Record<string, unknown>>): unknown {
  if (generation === undefined || generation === "01") return tenant;
  return { ...tenant, data: { local: { generation }, test: { generation }, production: { generation } } };
}

const migrations: Migrations = new Map([
  [
    1,
    (document) => {
      const { tenants } = document;
      if (!Array.isArray(tenants)) return document;
      return {
        ...document,
        tenants: tenants.map((tenant: unknown) =>
          typeof tenant === "object" && tenant !== null ? generationByEnvironment({ ...tenant }) : tenant,
        ),
      };
    },
  ],
]);

const tenantsKind = { schema: tenantsSchema, version: tenantsVersion, migrations };

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
  return parseDocument(text, file, tenantsKind, ({ platform, tenants, retired }) =>
    tenantFindings({ platform, tenants: tenants ?? [], retired: retired ?? [] }, facts, agreement),
  );
}
