import { X509Certificate, type KeyObject } from "node:crypto";
import { contextTag, DER, objectIdentifier, partsOf, readDer, type DerValue } from "./der";

export type SignatureHash = "MD5" | "SHA1" | "SHA224" | "SHA256" | "SHA384" | "SHA512";
export type Validation = "DV" | "IV" | "OV" | "EV";

/** What can be read off a certificate, as far as agreements speak of it. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validTo: Date;
  /** `RSA 2048` or `EC prime256v1`. */
  readonly key: string;
  /** Bits of an RSA key, or of the RSA key that an elliptic one equals; absent where the kind of key is not known here. */
  readonly rsaStrength?: number;
  /** Absent where the algorithm is not known here. */
  readonly signature?: SignatureHash;
  /** How the holder was validated, as the policies of the CA/Browser Forum say; absent where it carries none of them. */
  readonly validation?: Validation;
  readonly selfIssued: boolean;
}

/** CA/Browser Forum, object registry (cabforum.org/resources/object-registry): reserved certificate policies. */
const validations: Readonly<Record<string, Validation>> = {
  "2.23.140.1.1": "EV",
  "2.23.140.1.2.1": "DV",
  "2.23.140.1.2.2": "OV",
  "2.23.140.1.2.3": "IV",
};

/** RFC 8017 (RSA), RFC 5758 (ECDSA), RFC 8410 (Ed25519, which hashes with SHA-512). */
const signatures: Readonly<Record<string, SignatureHash>> = {
  "1.2.840.113549.1.1.4": "MD5",
  "1.2.840.113549.1.1.5": "SHA1",
  "1.2.840.113549.1.1.14": "SHA224",
  "1.2.840.113549.1.1.11": "SHA256",
  "1.2.840.113549.1.1.12": "SHA384",
  "1.2.840.113549.1.1.13": "SHA512",
  "1.2.840.10045.4.1": "SHA1",
  "1.2.840.10045.4.3.1": "SHA224",
  "1.2.840.10045.4.3.2": "SHA256",
  "1.2.840.10045.4.3.3": "SHA384",
  "1.2.840.10045.4.3.4": "SHA512",
  "1.3.101.112": "SHA512",
};
const pss = "1.2.840.113549.1.1.10";
/** Hashes that RSASSA-PSS names in its parameters; without any it is SHA-1 (RFC 8017, A.2.3). */
const hashes: Readonly<Record<string, SignatureHash>> = {
  "1.3.14.3.2.26": "SHA1",
  "2.16.840.1.101.3.4.2.4": "SHA224",
  "2.16.840.1.101.3.4.2.1": "SHA256",
  "2.16.840.1.101.3.4.2.2": "SHA384",
  "2.16.840.1.101.3.4.2.3": "SHA512",
};

/** RSA keys of the same strength as elliptic ones: NIST SP 800-57 part 1, revision 5, table 2. */
const ellipticStrengths: Readonly<Record<string, number>> = {
  prime256v1: 3072,
  secp384r1: 7680,
  secp521r1: 15_360,
};

const policiesExtension = "2.5.29.32";

/** @throws RangeError where the bytes are no certificate */
export function certificateFacts(der: Buffer): CertificateFacts {
  const certificate = new X509Certificate(der);
  const [body, algorithm] = partsOf(readDer(der));
  if (body === undefined || algorithm === undefined) throw new RangeError("the bytes are no certificate");
  const { key, rsaStrength } = keyFacts(certificate.publicKey);
  const signature = signatureHash(algorithm);
  const validation = validationIn(body);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validTo: new Date(certificate.validTo),
    key,
    ...(rsaStrength !== undefined && { rsaStrength }),
    ...(signature !== undefined && { signature }),
    ...(validation !== undefined && { validation }),
    selfIssued: certificate.subject === certificate.issuer,
  };
}

function oneLine(name: string): string {
  return name.split("\n").join(", ");
}

function keyFacts(key: KeyObject): { readonly key: string; readonly rsaStrength?: number } {
  const { asymmetricKeyType: type = "unknown", asymmetricKeyDetails: { modulusLength, namedCurve = "" } = {} } = key;
  if (modulusLength !== undefined && type.startsWith("rsa")) {
    return { key: `RSA ${modulusLength}`, rsaStrength: modulusLength };
  }
  const equal = type === "ed25519" ? ellipticStrengths["prime256v1"] : ellipticStrengths[namedCurve];
  return { key: type === "ec" ? `EC ${namedCurve}` : type, ...(equal !== undefined && { rsaStrength: equal }) };
}

function signatureHash(algorithm: DerValue): SignatureHash | undefined {
  const [identifier, parameters] = partsOf(algorithm);
  if (identifier === undefined) return undefined;
  const id = objectIdentifier(identifier);
  return id === pss ? pssHash(parameters) : signatures[id];
}

function pssHash(parameters: DerValue | undefined): SignatureHash | undefined {
  const named = parameters && partsOf(parameters).find(({ tag }) => tag === contextTag(0));
  if (named === undefined) return "SHA1";
  const [algorithm] = partsOf(named);
  const [identifier] = algorithm === undefined ? [] : partsOf(algorithm);
  return identifier && hashes[objectIdentifier(identifier)];
}

function validationIn(body: DerValue): Validation | undefined {
  const found = policyIdentifiers(body).flatMap((id) => validations[id] ?? []);
  return (["EV", "OV", "IV", "DV"] as const).find((validation) => found.includes(validation));
}

function policyIdentifiers(body: DerValue): readonly string[] {
  const extensions = partsOf(body).find(({ tag }) => tag === contextTag(3));
  const [list] = extensions === undefined ? [] : partsOf(extensions);
  const extension = (list === undefined ? [] : partsOf(list)).map(partsOf).find(([id]) => isPolicies(id));
  const value = extension?.find(({ tag }) => tag === DER.octetString);
  if (value === undefined) return [];
  return partsOf(readDer(value.content)).flatMap((information) => {
    const [identifier] = partsOf(information);
    return identifier?.tag === DER.objectIdentifier ? [objectIdentifier(identifier)] : [];
  });
}

function isPolicies(id: DerValue | undefined): boolean {
  return id?.tag === DER.objectIdentifier && objectIdentifier(id) === policiesExtension;
}
