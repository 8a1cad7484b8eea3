import { connect, type DetailedPeerCertificate, type SecureVersion, type TLSSocket } from "node:tls";

/** Versions of TLS that can be asked for one by one, the oldest first. */
export const tlsVersions = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const satisfies readonly SecureVersion[];
export type TlsVersion = (typeof tlsVersions)[number];

/** Whom to ask. */
export interface ProbeTarget {
  /** The name that is asked for and that the certificate must be for. */
  readonly host: string;
  /** Where it is reached. @default where the name leads */
  readonly address?: string;
  /** @default 443 */
  readonly port?: number;
  /** Certificate authorities in PEM, in place of those that Node trusts. */
  readonly authorities?: string;
  /** Seconds that one answer may take. @default 10 */
  readonly timeout?: number;
}

/** A handshake with one version. */
export type Handshake =
  | {
      readonly kind: "accepted";
      /** Certificates in DER as they were sent, the host's own first. */
      readonly chain: readonly Buffer[];
      /** Why it is not trusted for this host; absent where it is. */
      readonly untrusted?: string;
    }
  | { readonly kind: "refused"; readonly because: string }
  /** Nothing can be said: nobody answered, or this machine cannot speak the version itself. */
  | { readonly kind: "undetermined"; readonly because: string };

/** OpenSSL offers the versions before 1.2 only at its lowest level of security. */
const anyCipher = "DEFAULT@SECLEVEL=0";
const ownInability: ReadonlySet<string> = new Set(["ERR_SSL_NO_PROTOCOLS_AVAILABLE", "ERR_SSL_NO_CIPHERS_AVAILABLE"]);

/** Shakes hands once, with exactly one version of TLS. */
export function shakeHands(target: ProbeTarget, version: TlsVersion): Promise<Handshake> {
  const { host, address = host, port = 443, authorities, timeout = 10 } = target;
  const isOld = version === "TLSv1" || version === "TLSv1.1";
  return new Promise((resolve) => {
    let reached = false;
    const socket = connect({
      host: address,
      port,
      servername: host,
      minVersion: version,
      maxVersion: version,
      // What is not trusted is looked at all the same, and said.
      rejectUnauthorized: false,
      ...(isOld && { ciphers: anyCipher }),
      ...(authorities !== undefined && { ca: authorities }),
    });
    const end = (handshake: Handshake): void => {
      socket.destroy();
      resolve(handshake);
    };
    socket.setTimeout(timeout * 1000, () => end({ kind: "undetermined", because: `no answer in ${timeout} s` }));
    socket.once("connect", () => (reached = true));
    socket.once("secureConnect", () => end(accepted(socket)));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      const unable = ownInability.has(error.code ?? "");
      end({ kind: reached && !unable ? "refused" : "undetermined", because: error.code ?? error.message });
    });
  });
}

function accepted(socket: TLSSocket): Handshake {
  const { authorized, authorizationError } = socket;
  return {
    kind: "accepted",
    chain: chainOf(socket.getPeerCertificate(true)),
    ...(!authorized && { untrusted: String(authorizationError) }),
  };
}

function chainOf(first: DetailedPeerCertificate): readonly Buffer[] {
  const chain: Buffer[] = [];
  // A root is its own issuer.
  for (let one = first; !chain.includes(one.raw); one = one.issuerCertificate) {
    chain.push(one.raw);
    // An incomplete chain ends without an issuer, whatever the declaration says.
    if ((one.issuerCertificate as DetailedPeerCertificate | undefined) === undefined) break;
  }
  return chain;
}
