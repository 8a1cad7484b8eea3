import { request } from "node:https";
import type { ProbeTarget } from "./handshake";

/** What a host says of HTTP Strict Transport Security. */
export type TransportSecurity =
  | { readonly kind: "answered"; readonly status: number; readonly header?: string }
  | { readonly kind: "undetermined"; readonly because: string };

/** Asks a host for its start page and looks at the header, whatever the certificate. */
export function askTransportSecurity(target: ProbeTarget): Promise<TransportSecurity> {
  const { host, address = host, port = 443, authorities, timeout = 10 } = target;
  return new Promise((resolve) => {
    const asked = request(
      {
        host: address,
        port,
        servername: host,
        headers: { host },
        path: "/",
        method: "GET",
        rejectUnauthorized: false,
        agent: false,
        timeout: timeout * 1000,
        ...(authorities !== undefined && { ca: authorities }),
      },
      (response) => {
        response.resume();
        const header = response.headers["strict-transport-security"];
        const status = response.statusCode ?? 0;
        resolve({ kind: "answered", status, ...(header !== undefined && { header }) });
        asked.destroy();
      },
    );
    asked.once("timeout", () => asked.destroy(new Error(`no answer in ${timeout} s`)));
    asked.once("error", (error: NodeJS.ErrnoException) =>
      resolve({ kind: "undetermined", because: error.code ?? error.message }),
    );
    asked.end();
  });
}

/** Seconds for which a browser keeps to HTTPS, by the header; absent where it says none (RFC 6797, 6.1.1). */
export function maxAgeOf(header: string): number | undefined {
  const [, seconds] = /(?:^|;)\s*max-age\s*=\s*"?(\d+)"?\s*(?:;|$)/i.exec(header) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}
