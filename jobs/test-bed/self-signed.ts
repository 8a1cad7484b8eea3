import { createSign } from "node:crypto";
import { newKeyPair } from "./key-pair";

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([Buffer.of(tag, 0x82), length, body]);
}

const sequence = (...contents: readonly Buffer[]): Buffer => der(0x30, ...contents);
const hex = (text: string): Buffer => Buffer.from(text, "hex");

/** `sha256WithRSAEncryption` with its empty parameters. */
const ALGORITHM = sequence(der(0x06, hex("2a864886f70d01010b")), der(0x05));

/** A certificate for one name that signs itself, for a server on loopback. Valid for a day. */
export function selfSigned(hostName: string): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = newKeyPair();
  const name = sequence(der(0x31, sequence(der(0x06, hex("550403")), der(0x0c, Buffer.from(hostName)))));
  const time = (milliseconds: number): Buffer => {
    const stamp = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
    return der(0x18, Buffer.from(stamp));
  };
  const alternativeName = sequence(der(0x06, hex("551d11")), der(0x04, sequence(der(0x82, Buffer.from(hostName)))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    ALGORITHM,
    name,
    sequence(time(Date.now() - 3_600_000), time(Date.now() + 86_400_000)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternativeName)),
  );
  const signature = createSign("sha256").update(body).sign(privateKey);
  const certificate = sequence(body, ALGORITHM, der(0x03, Buffer.of(0), signature));
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}
