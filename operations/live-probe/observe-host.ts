import { certificateFacts, type CertificateFacts } from "./certificate-facts";
import { shakeHands, tlsVersions, type Handshake, type ProbeTarget, type TlsVersion } from "./handshake";
import { askTransportSecurity, type TransportSecurity } from "./transport-security";

/** What a host showed. */
export interface Observation {
  readonly host: string;
  readonly versions: Readonly<Record<TlsVersion, Handshake>>;
  /** The host's own certificate first; empty where no handshake came about. */
  readonly chain: readonly CertificateFacts[];
  /** Why the certificate is not trusted for the host; absent where it is, or where there is none. */
  readonly untrusted?: string;
  readonly transportSecurity: TransportSecurity;
}

/** Asks a host for everything that no resource of Azure shows. Nothing is changed anywhere. */
export async function observeHost(target: ProbeTarget): Promise<Observation> {
  const attempts = await Promise.all(tlsVersions.map((version) => shakeHands(target, version)));
  const transportSecurity = await askTransportSecurity(target);
  const best = attempts.findLast((attempt) => attempt.kind === "accepted");
  return {
    host: target.host,
    versions: Object.fromEntries(tlsVersions.map((version, index) => [version, attempts[index]])) as Record<
      TlsVersion,
      Handshake
    >,
    chain: (best?.chain ?? []).map(certificateFacts),
    ...(best?.untrusted !== undefined && { untrusted: best.untrusted }),
    transportSecurity,
  };
}
