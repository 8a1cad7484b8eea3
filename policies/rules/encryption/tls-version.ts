import type { Agreement } from "../../../agreement/agreement";
import type { Requirement } from "../../framework/language";

/** How Azure's services write a TLS version: "1.2", "TLS1_2", "TLSv1_2"; "None" accepts every one. */
function versionOf(value: unknown): number {
  const [, version] = /(\d[._]\d)$/.exec(typeof value === "string" ? value : "") ?? [];
  return version === undefined ? 0 : Number(version.replace("_", "."));
}

/** The oldest TLS version that may be spoken. @param offered the newest that the service takes as a minimum */
export function tlsOf(agreement: Agreement, offered: "1.2" | "1.3"): Requirement {
  const agreed = agreement.encryption.inTransit.minimumTls;
  const least = Number(agreed) > Number(offered) ? offered : agreed;
  return { wanted: `TLS ${least} or newer`, holds: (value) => versionOf(value) >= Number(least) };
}
