import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request as ask } from "node:https";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newKeyPair } from "../../jobs/test-bed/key-pair";
import type * as Builder from "./server/build-api-server.js";

/** What an API server has answered. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface DiscoveredKind {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

type KubernetesObject = Readonly<Record<string, unknown>>;

const startTimeout = 90_000;
const { build, file } = createRequire(__filename)("./server/build-api-server.js") as typeof Builder;

/**
 * A real API server of Kubernetes with its store, on free ports of the loopback interface, empty at first. Nothing else
 * runs: no controller, no scheduler, no node.
 */
export class RealApiServer {
  private readonly kinds = new Map<string, readonly DiscoveredKind[]>();

  private constructor(
    private readonly folder: string,
    private readonly processes: readonly ChildProcess[],
    private readonly port: number,
    private readonly token: string,
  ) {}

  static async start(): Promise<RealApiServer> {
    const binary = await build();
    const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-apiserver-"));
    const [port, storePort, peerPort] = [await freePort(), await freePort(), await freePort()];
    const token = randomBytes(24).toString("hex");
    const inFolder = (name: string): string => path.join(folder, name);
    writeFileSync(inFolder("tokens.csv"), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
    const { privateKey } = newKeyPair();
    writeFileSync(inFolder("accounts.key"), privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    const store = run(file(undefined, "etcd"), inFolder("etcd.log"), {
      "data-dir": inFolder("etcd"),
      "listen-client-urls": `http://127.0.0.1:${storePort}`,
      "advertise-client-urls": `http://127.0.0.1:${storePort}`,
      "listen-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-advertise-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-cluster": `default=http://127.0.0.1:${peerPort}`,
      "unsafe-no-fsync": "true", // what is in it is thrown away
    });
    const server = run(binary, inFolder("server.log"), {
      "etcd-servers": `http://127.0.0.1:${storePort}`,
      "cert-dir": inFolder("certificates"),
      "secure-port": String(port),
      "bind-address": "127.0.0.1",
      "advertise-address": "127.0.0.1",
      "service-cluster-ip-range": "10.30.0.0/16",
      "service-account-key-file": inFolder("accounts.key"),
      "service-account-signing-key-file": inFolder("accounts.key"),
      "service-account-issuer": "https://kubernetes.default.svc",
      "token-auth-file": inFolder("tokens.csv"),
      "authorization-mode": "RBAC",
    });
    const started = new RealApiServer(folder, [server, store], port, token);
    try {
      await started.untilReady();
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  /**
   * Applies an object server-side, with strict field validation.
   *
   * @param manager who applies it
   */
  async apply(object: KubernetesObject, manager = "deltawerk"): Promise<Answer> {
    const query = new URLSearchParams({ fieldManager: manager, fieldValidation: "Strict" });
    const place = await this.placeOf(object);
    if (place === undefined) return { status: 404, body: { message: "the server does not serve this kind" } };
    return this.request("PATCH", `${place}?${query.toString()}`, object, "application/apply-patch+yaml");
  }

  /** Waits until the server serves a kind that has just been defined. */
  async untilServed(apiVersion: string, kind: string): Promise<void> {
    const deadline = Date.now() + startTimeout;
    while (Date.now() < deadline) {
      this.kinds.delete(apiVersion);
      if ((await this.placeOf({ apiVersion, kind, metadata: { name: "x" } })) !== undefined) return;
      await sleep(50);
    }
    throw new Error(`the API server does not serve ${kind} of ${apiVersion}`);
  }

  async stop(): Promise<void> {
    for (const child of this.processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The URL of an object; undefined where its kind is not served. */
  private async placeOf(object: KubernetesObject): Promise<string | undefined> {
    const apiVersion = textIn(object, "apiVersion");
    const metadata = (object["metadata"] ?? {}) as KubernetesObject;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const kind = (await this.kindsAt(apiVersion, root)).find(
      (each) => each.kind === object["kind"] && !each.name.includes("/"),
    );
    if (kind === undefined) return undefined;
    const namespace = textIn(metadata, "namespace") || "default";
    return `${root}/${kind.namespaced ? `namespaces/${namespace}/` : ""}${kind.name}/${textIn(metadata, "name")}`;
  }

  private async kindsAt(apiVersion: string, root: string): Promise<readonly DiscoveredKind[]> {
    const known = this.kinds.get(apiVersion);
    if (known !== undefined) return known;
    const { status, body } = await this.request("GET", root);
    if (status !== 200) return [];
    const found = (body["resources"] ?? []) as readonly DiscoveredKind[];
    this.kinds.set(apiVersion, found);
    return found;
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + startTimeout;
    while (Date.now() < deadline) {
      if (this.processes.some(({ exitCode }) => exitCode !== null)) break;
      // The first certificate is written by the server itself.
      const isUp = existsSync(this.certificate()) && (await this.request("GET", "/readyz").catch(() => undefined));
      if (isUp !== false && isUp?.status === 200) return;
      await sleep(100);
    }
    const log = (name: string): string =>
      readFileSync(path.join(this.folder, name), "utf8").trimEnd().split("\n").slice(-8).join("\n");
    throw new Error(`the API server did not start:\n${log("server.log")}\n${log("etcd.log")}`);
  }

  private certificate(): string {
    return path.join(this.folder, "certificates", "apiserver.crt");
  }

  private request(method: string, url: string, body?: unknown, type = "application/json"): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.token}`, accept: "application/json", "content-type": type };
      const place = { host: "127.0.0.1", port: this.port, path: url, ca: readFileSync(this.certificate()) };
      const request = ask({ ...place, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: bodyOf(Buffer.concat(chunks)) }));
      });
      request.on("error", reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function bodyOf(data: Buffer): Answer["body"] {
  try {
    return JSON.parse(data.toString()) as Answer["body"];
  } catch {
    return { message: data.toString() };
  }
}

function run(binary: string, log: string, flags: Readonly<Record<string, string>>): ChildProcess {
  const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output = createWriteStream(log);
  child.stdout.pipe(output, { end: false });
  child.stderr.pipe(output, { end: false });
  return child;
}

function textIn(object: KubernetesObject, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
