import { sign, type KeyObject } from "node:crypto";
import { newKeyPair, type KeyKind } from "../../../jobs/test-bed/key-pair";
import { der } from "./der-writer";

/** A certificate that a test made, with its key. */
export interface MadeCertificate {
  readonly name: string;
  readonly der: Buffer;
  readonly pem: string;
  readonly privateKey: KeyObject;
}

export interface CertificateOptions {
  /** A host name, or the name of an authority. */
  readonly name: string;
  /** @default itself */
  readonly issuer?: MadeCertificate;
  /** @default { rsa: 2048 } */
  readonly key?: KeyKind;
  /** Of the issuer's signature. @default "sha256" */
  readonly hash?: "sha1" | "sha256" | "sha384";
  /** Identifiers of certificate policies. @default none */
  readonly policies?: readonly string[];
  /** @default in 90 days */
  readonly validTo?: Date;
  readonly isAuthority?: boolean;
}

const rsaSignatures = {
  sha1: "1.2.840.113549.1.1.5",
  sha256: "1.2.840.113549.1.1.11",
  sha384: "1.2.840.113549.1.1.12",
};
const ecSignatures = { sha1: "1.2.840.10045.4.1", sha256: "1.2.840.10045.4.3.2", sha384: "1.2.840.10045.4.3.3" };
const millisecondsADay = 86_400_000;
let serial = 0;

/** Makes a certificate as RFC 5280 describes it, signed for real. */
export function makeCertificate(options: CertificateOptions): MadeCertificate {
  const { name, issuer, key, hash = "sha256", validTo } = options;
  const { publicKey, privateKey } = newKeyPair(key);
  const signer = issuer?.privateKey ?? privateKey;
  const isRsa = signer.asymmetricKeyType === "rsa";
  const algorithm = der.sequence(
    der.identifier((isRsa ? rsaSignatures : ecSignatures)[hash]),
    ...(isRsa ? [der.nothing()] : []),
  );
  const body = der.sequence(
    der.explicit(0, der.integer(2)),
    der.integer((serial = (serial % 100) + 1)),
    algorithm,
    distinguishedName(issuer?.name ?? name),
    der.sequence(
      der.time(new Date(Date.now() - millisecondsADay * 400)),
      der.time(validTo ?? new Date(Date.now() + 90 * millisecondsADay)),
    ),
    distinguishedName(name),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(...extensions(options))),
  );
  const certificate = der.sequence(body, algorithm, der.bits(sign(hash, body, signer)));
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`;
  return { name, der: certificate, pem, privateKey };
}

function distinguishedName(name: string): Buffer {
  return der.sequence(der.set(der.sequence(der.identifier("2.5.4.3"), der.text(name))));
}

function extensions({ name, policies = [], isAuthority = false }: CertificateOptions): readonly Buffer[] {
  const extension = (id: string, content: Buffer, critical = false): Buffer =>
    der.sequence(der.identifier(id), ...(critical ? [der.boolean(true)] : []), der.octets(content));
  return [
    extension("2.5.29.19", der.sequence(...(isAuthority ? [der.boolean(true)] : [])), true),
    ...(isAuthority ? [] : [extension("2.5.29.17", der.sequence(der.implicit(2, Buffer.from(name))))]),
    ...(policies.length === 0
      ? []
      : [extension("2.5.29.32", der.sequence(...policies.map((id) => der.sequence(der.identifier(id)))))]),
  ];
}
