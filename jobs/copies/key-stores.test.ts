import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { RestClient } from "../management/rest-client";
import { newKey } from "../test-bed/tenant-world";
import { newDataKey } from "./chunk-cipher";
import { recipientKeySchema, unwrapWith, wrapFor } from "./key-wrapping";
import { MountedKeys } from "./mounted-keys";
import { VaultKeys } from "./vault-keys";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((clean) => clean()));
});

it.each([
  ["a short modulus", { n: Buffer.alloc(128, 1).toString("base64url") }],
  ["another kind of key", { kty: "EC" }],
  ["an address without a scheme", { kid: "keys/copies/v1" }],
  ["a private part", { d: "AQAB" }],
])("a recipient with %s is refused", (_, change) => {
  expect(recipientKeySchema.safeParse(newKey().recipient).success).toBe(true);
  expect(recipientKeySchema.safeParse({ ...newKey().recipient, ...change }).success).toBe(false);
});

describe("keys in a folder", () => {
  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), "keys-"));
    cleanups.push(() => rm(path, { recursive: true }));
    return path;
  }

  it("unwrap what was wrapped for them", async () => {
    const path = await folder();
    const key = newKey("file:///copies/2026-01");
    await writeFile(join(path, "2026-01.pem"), key.privateKey.export({ type: "pkcs8", format: "pem" }));
    const keys = new MountedKeys(path);
    const dataKey = newDataKey();
    expect(keys.holds(key.recipient.kid)).toBe(true);
    expect(await keys.state(key.recipient.kid)).toEqual({ enabled: true });
    expect(await keys.unwrap(wrapFor(key.recipient, dataKey))).toEqual(dataKey);
    expect(await keys.unwrap(wrapFor({ ...newKey().recipient, kid: key.recipient.kid }, dataKey))).toBeUndefined();
  });

  it("say which key is not there, and never leave the folder", async () => {
    const keys = new MountedKeys(await folder());
    await expect(keys.unwrap(wrapFor(newKey("file:///copies/gone").recipient, newDataKey()))).rejects.toThrow("gone");
    expect(keys.holds("https://keys.vault.azure.net/keys/copies/v1")).toBe(false);
    expect(keys.holds("file:///copies/..%2Fsecret")).toBe(false);
  });
});

describe("keys in a vault", () => {
  /** The two operations of Key Vault that are used, with a real RSA key. */
  async function vault(answer: { status: number; code: string } | undefined = undefined) {
    const key = newKey();
    const asked: string[] = [];
    const server = createServer((request, response) => {
      void (async () => {
        const pieces: Buffer[] = [];
        for await (const piece of request) pieces.push(piece as Buffer);
        asked.push(`${request.method ?? ""} ${request.url ?? ""} ${request.headers.authorization ?? ""}`);
        const send = (status: number, body: unknown): void => {
          response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
        };
        if (answer !== undefined) {
          send(answer.status, { error: { code: answer.code, message: "No." } });
          return;
        }
        if (request.method === "GET") {
          send(200, { attributes: { enabled: true, exp: 1_800_000_000 } });
          return;
        }
        const { alg, value } = JSON.parse(Buffer.concat(pieces).toString()) as { alg: string; value: string };
        const wrapped = { keyId: "", keyVersion: "", algorithm: "RSA-OAEP-256", wrapped: value } as const;
        const opened = alg === "RSA-OAEP-256" ? unwrapWith(key.privateKey, wrapped) : undefined;
        if (opened === undefined) send(400, { error: { code: "BadParameter", message: "Not wrapped for this key." } });
        else send(200, { kid: "k", value: opened.toString("base64url") });
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanups.push(() => new Promise((resolve) => server.close(resolve)));
    const kid = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys/copies/v7`;
    const keys = new VaultKeys(
      (scope) =>
        new RestClient({
          tokens: (of) => Promise.resolve(`token for ${of}`),
          scope,
          signal: new AbortController().signal,
          pause: () => Promise.resolve(),
        }),
      [{ suffix: "127.0.0.1", scope: "https://vault.azure.net/.default" }],
    );
    return { keys, asked, recipient: { ...key.recipient, kid } };
  }

  it("unwrap what was wrapped for them, by version, with a token for the vault", async () => {
    const { keys, asked, recipient } = await vault();
    const dataKey = newDataKey();
    expect(await keys.unwrap(wrapFor(recipient, dataKey))).toEqual(dataKey);
    expect(asked).toEqual([
      "POST /keys/copies/v7/unwrapkey?api-version=7.4 Bearer token for https://vault.azure.net/.default",
    ]);
    expect(await keys.state(recipient.kid)).toEqual({ enabled: true, expires: new Date("2027-01-15T08:00:00Z") });
  });

  it("say no to what was wrapped for another key", async () => {
    const { keys, recipient } = await vault();
    expect(await keys.unwrap(wrapFor({ ...newKey().recipient, kid: recipient.kid }, newDataKey()))).toBeUndefined();
  });

  it("tell a missing right from a wrong key", async () => {
    const { keys, recipient } = await vault({ status: 403, code: "Forbidden" });
    await expect(keys.unwrap(wrapFor(recipient, newDataKey()))).rejects.toMatchObject({ code: "Forbidden" });
  });

  it("are recognised by the addresses of Azure's own stores only", () => {
    const keys = new VaultKeys(() => {
      throw new Error("unused");
    });
    expect(keys.holds("https://a.vault.azure.net/keys/copies/v1")).toBe(true);
    expect(keys.holds("https://a.managedhsm.azure.net/keys/copies/v1")).toBe(true);
    expect(keys.holds("https://a.vault.azure.net.example/keys/copies/v1")).toBe(false);
    expect(keys.holds("file:///copies/v1")).toBe(false);
  });
});
