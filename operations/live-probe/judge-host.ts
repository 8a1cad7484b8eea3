import type { Validation } from "./certificate-facts";
import { tlsVersions, type TlsVersion } from "./handshake";
import type { Observation } from "./observe-host";
import { maxAgeOf } from "./transport-security";

/** What an agreement says of the way to a tenant's host. */
export interface DeclaredAttributes {
  readonly minimumTls: "1.2" | "1.3";
  readonly validation: "DV" | "OV" | "EV";
  /** Bits of an RSA key, or the RSA strength that an elliptic key equals. */
  readonly keyBits: number;
  readonly signature: "SHA256" | "SHA384" | "SHA512";
  /** Seconds; absent where no header is agreed. */
  readonly hstsSeconds?: number;
  /** Days for which the certificate has to be good still. */
  readonly daysLeft: number;
}

/** What is looked at. */
export type AttributeKind = "version" | "trust" | "key" | "signature" | "validation" | "expiry" | "transport";

/** One attribute of one host. What could not be looked at is undetermined, never kept. */
export interface AttributeFinding {
  readonly host: string;
  readonly kind: AttributeKind;
  readonly attribute: string;
  readonly declared: string;
  readonly found: string;
  readonly verdict: "kept" | "not kept" | "undetermined";
}

type Verdict = AttributeFinding["verdict"];
type Judged = Omit<AttributeFinding, "host">;

const hashOrder = ["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"] as const;
const validationOrder: readonly Validation[] = ["DV", "IV", "OV", "EV"];
const millisecondsADay = 86_400_000;
const lowest: Readonly<Record<DeclaredAttributes["minimumTls"], TlsVersion>> = { "1.2": "TLSv1.2", "1.3": "TLSv1.3" };

/**
 * Compares what a host showed with what was declared.
 *
 * @param now the time at which the certificate has to be good
 */
export function judgeHost(
  observation: Observation,
  declared: DeclaredAttributes,
  now: Date,
): readonly AttributeFinding[] {
  const findings = [
    ...versionFindings(observation, declared),
    ...certificateFindings(observation, declared, now),
    ...(declared.hstsSeconds === undefined ? [] : [transportFinding(observation, declared.hstsSeconds)]),
  ];
  return findings.map((finding) => ({ host: observation.host, ...finding }));
}

function versionFindings({ versions }: Observation, { minimumTls }: DeclaredAttributes): readonly Judged[] {
  const first = tlsVersions.indexOf(lowest[minimumTls]);
  const allowed = tlsVersions.slice(first);
  const accepted = allowed.filter((version) => versions[version].kind === "accepted");
  const anyAnswer = tlsVersions.some((version) => versions[version].kind === "accepted");
  const enough: Judged = {
    kind: "version",
    attribute: `TLS ${minimumTls} or newer`,
    declared: "accepted",
    found: accepted.length > 0 ? accepted.join(", ") : reasons(allowed.map((version) => versions[version])),
    verdict:
      accepted.length > 0
        ? "kept"
        : allowed.some((version) => versions[version].kind === "undetermined")
          ? "undetermined"
          : "not kept",
  };
  const tooOld = tlsVersions.slice(0, first).map((version): Judged => {
    const handshake = versions[version];
    const found = handshake.kind === "accepted" ? "accepted" : `${handshake.kind}: ${handshake.because}`;
    const common = { kind: "version", attribute: version, declared: "refused", found } as const;
    if (handshake.kind === "accepted") return { ...common, verdict: "not kept" };
    // A host that accepts nothing at all has refused nothing in particular.
    return { ...common, verdict: handshake.kind === "refused" && anyAnswer ? "kept" : "undetermined" };
  });
  return [...tooOld, enough];
}

function reasons(handshakes: readonly Observation["versions"][TlsVersion][]): string {
  return handshakes.map((one) => (one.kind === "accepted" ? "accepted" : `${one.kind}: ${one.because}`)).join("; ");
}

function certificateFindings(
  { chain, untrusted }: Observation,
  declared: DeclaredAttributes,
  now: Date,
): readonly Judged[] {
  const [own] = chain;
  const { keyBits, signature, validation, daysLeft } = declared;
  const weakest = weakestSignature(chain);
  const days = own && Math.floor((own.validTo.getTime() - now.getTime()) / millisecondsADay);
  const judge = (
    kind: AttributeKind,
    attribute: string,
    wanted: string,
    found: string | undefined,
    isKept: boolean | undefined,
  ): Judged => ({
    kind,
    attribute,
    declared: wanted,
    found: found ?? (own === undefined ? "no certificate was seen" : "not known here"),
    verdict: verdictOf(isKept),
  });
  return [
    judge(
      "trust",
      "certificate",
      "trusted for the host",
      own && (untrusted ?? `trusted, from ${own.issuer}`),
      own && untrusted === undefined,
    ),
    judge(
      "key",
      "key",
      `RSA ${keyBits} or the strength of it`,
      own?.key,
      own?.rsaStrength === undefined ? undefined : own.rsaStrength >= keyBits,
    ),
    judge(
      "signature",
      "signature",
      `${signature} or stronger`,
      weakest,
      weakest && hashOrder.indexOf(weakest) >= hashOrder.indexOf(signature),
    ),
    judge(
      "validation",
      "validation",
      validation,
      own?.validation,
      own?.validation && validationOrder.indexOf(own.validation) >= validationOrder.indexOf(validation),
    ),
    judge(
      "expiry",
      "expiry",
      `${daysLeft} days or more ahead`,
      own && `${own.validTo.toISOString().slice(0, 10)}, in ${days ?? 0} days`,
      days === undefined ? undefined : days >= daysLeft,
    ),
  ];
}

function verdictOf(isKept: boolean | undefined): Verdict {
  if (isKept === undefined) return "undetermined";
  return isKept ? "kept" : "not kept";
}

/** The weakest hash of a chain without its root, whose signature proves nothing; absent where one is not known. */
function weakestSignature(chain: Observation["chain"]): (typeof hashOrder)[number] | undefined {
  const signed = chain.filter(({ selfIssued }, index) => index === 0 || !selfIssued).map(({ signature }) => signature);
  if (signed.length === 0 || signed.includes(undefined)) return undefined;
  return hashOrder.find((hash) => signed.includes(hash));
}

function transportFinding({ transportSecurity }: Observation, seconds: number): Judged {
  const common = {
    kind: "transport",
    attribute: "Strict-Transport-Security",
    declared: `max-age=${seconds} or longer`,
  } as const;
  if (transportSecurity.kind === "undetermined") {
    return { ...common, found: transportSecurity.because, verdict: "undetermined" };
  }
  const { status, header } = transportSecurity;
  const age = header === undefined ? undefined : maxAgeOf(header);
  const found = header ?? `status ${status} without it`;
  // An error that the gateway makes by itself does not carry the headers of the application's answers.
  if (header === undefined && (status === 403 || status >= 500)) return { ...common, found, verdict: "undetermined" };
  return { ...common, found, verdict: age !== undefined && age >= seconds ? "kept" : "not kept" };
}
