import { request } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import type { SecureContextOptions } from "node:tls";

/** Where a probe connects to, instead of where the name leads. */
export interface ConnectTo {
  readonly address: string;
  readonly port?: number;
}

/** How a tenant's address answered. */
export type Answer =
  | { readonly kind: "answered"; readonly status: number; readonly seconds: number }
  | { readonly kind: "unreachable"; readonly reason: string; readonly seconds: number };

export interface AskArgs {
  readonly url: URL;
  readonly connectTo: ConnectTo | undefined;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
  /** Further certificate authorities; the system's own stay trusted. */
  readonly authorities?: SecureContextOptions["ca"];
}

/** Reads `address[:port]`, an IPv6 address in brackets. */
export function readConnectTo(text: string): ConnectTo | undefined {
  const [, bracketed, plain, port] = /^(?:\[([\da-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const address = bracketed ?? plain ?? "";
  if (isIP(address) === 0) return undefined;
  return port === undefined ? { address } : { address, port: Number(port) };
}

/**
 * Asks an address as a customer's browser would, with the name in the request and in the certificate that the URL has,
 * whichever way the connection goes. Redirects are answers.
 */
export function ask({ url, connectTo, timeoutMilliseconds, signal, authorities }: AskArgs): Promise<Answer> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const lookup: LookupFunction = (_, options, callback) => {
    const address = connectTo?.address ?? "";
    const family = isIP(address);
    if (options.all === true) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  return new Promise((resolve) => {
    const unreachable = (reason: string): void => {
      resolve({ kind: "unreachable", reason, seconds: seconds() });
    };
    const asked = request(
      {
        method: "GET",
        host: url.hostname,
        servername: url.hostname,
        port: connectTo?.port ?? (url.port === "" ? 443 : Number(url.port)),
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, "user-agent": "deltawerk-probe", "cache-control": "no-cache" },
        agent: false,
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]),
        ...(connectTo !== undefined && { lookup }),
        ...(authorities !== undefined && { ca: authorities }),
      },
      (response) => {
        response.resume();
        // The whole answer counts: a backend that breaks off in the middle is not up.
        response.on("end", () => {
          resolve({ kind: "answered", status: response.statusCode ?? 0, seconds: seconds() });
        });
        response.on("error", (error) => {
          unreachable(error.message);
        });
      },
    );
    asked.on("error", (error) => {
      const reason = error.name === "TimeoutError" || error.name === "AbortError" ? "no answer in time" : error.message;
      unreachable(reason);
    });
    asked.end();
  });
}

/** Up is what a customer can use: success or a redirect, to the sign-in page for example. */
export function isUp(answer: Answer): boolean {
  return answer.kind === "answered" && answer.status >= 200 && answer.status < 400;
}
