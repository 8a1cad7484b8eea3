import type { Agreement } from "../../agreement/agreement";
import { shortestSeconds } from "../../agreement/duration";
import type { DeclaredAttributes } from "./judge-host";

/** Key Vault tells of a certificate that is about to expire 30 days before (Microsoft Learn, event-grid/event-schema-key-vault). */
const DAYS_LEFT = 30;

/** What an agreement says of the way to every tenant's host. */
export function declaredAttributes({ encryption }: Pick<Agreement, "encryption">): DeclaredAttributes {
  const { minimumTls, hsts, certificate } = encryption.inTransit;
  return {
    minimumTls,
    ...certificate,
    ...(hsts !== undefined && { hstsSeconds: shortestSeconds(hsts) }),
    daysLeft: DAYS_LEFT,
  };
}
