import type { Agreement } from "../agreement";
import type { CloudFacts } from "../cloud-facts";
import type { Tenants } from "../tenants";
import type { Finding } from "../yaml-document";

type Check = (
  document: { readonly platform?: string | undefined; readonly tenants: Tenants["tenants"] },
  facts: CloudFacts,
  agreement: Agreement | undefined,
) => readonly Finding[];

/** Every check of a tenants document. */
export const tenantChecks: readonly Check[] = [];
