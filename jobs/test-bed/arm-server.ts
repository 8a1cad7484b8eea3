import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TokenSource } from "../identity/token-source";
import { pause } from "../job/pause";
import { ArmClient } from "../management/arm-client";
import { RestClient } from "../management/rest-client";

export interface ArmRequest {
  readonly method: string;
  /** Path without the API version. */
  readonly id: string;
  /** What stands behind the question mark. */
  readonly query: string;
  readonly body: unknown;
}

type ArmBody = Record<string, unknown>;

/** How the server treats what comes next. */
export interface ArmBehaviour {
  /** Requests that are answered with 429 before one is let through. */
  throttle: number;
  /** Times that an operation says it is still going on. */
  polls: number;
  /** The next operation fails with this error. */
  failWith: { readonly code: string; readonly message: string } | undefined;
  /** Operations never end. */
  hang: boolean;
  /** Status that a database has while it is made, where it shows up before it is there. */
  underWay: string | undefined;
  /** Whether operations are followed by `Azure-AsyncOperation` or by `Location`. */
  follow: "operation" | "location";
}

type Send = (status: number, answer?: unknown, headers?: Record<string, string>) => void;

interface Operation {
  left: number;
  readonly failure: ArmBehaviour["failWith"];
  finish(): void;
  /** What is left where it fails. */
  giveUp?(): void;
}

/**
 * A management interface on loopback that keeps resources and speaks ARM's protocol for operations that take time, so that
 * the real client is tested over real HTTP.
 */
export class ArmServer {
  readonly resources = new Map<string, ArmBody>();
  readonly requests: Omit<ArmRequest, "query">[] = [];
  readonly behaviour: ArmBehaviour = {
    throttle: 0,
    polls: 2,
    failWith: undefined,
    hang: false,
    underWay: undefined,
    follow: "operation",
  };
  /** Called for every request before it is answered. */
  onRequest: (request: ArmRequest) => unknown = () => undefined;
  readonly #operations = new Map<string, Operation>();
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  #address = "";
  #accepted = 0;

  static async start(): Promise<ArmServer> {
    const server = new ArmServer();
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    server.#address = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`;
    return server;
  }

  get url(): URL {
    return new URL(this.#address);
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** The real client, for this server. Pauses that Azure does not ask for are cut short. */
  client(signal: AbortSignal): ArmClient {
    const tokens: TokenSource = (scope) => Promise.resolve(`token for ${scope}`);
    return new ArmClient(
      this.url,
      new RestClient({
        tokens,
        scope: "https://management.azure.com/.default",
        signal,
        pause: (_, until) => pause(1, until),
      }),
    );
  }

  /** Ids of everything there, in whatever case they were made. */
  get ids(): readonly string[] {
    return [...this.resources.keys()];
  }

  /** Azure goes on by itself: what it has accepted ends, well or not. */
  settle(): void {
    for (const operation of this.#operations.values()) {
      if (operation.failure === undefined) operation.finish();
      else operation.giveUp?.();
    }
    this.#operations.clear();
  }

  #key(id: string): string | undefined {
    return this.ids.find((key) => key.toLowerCase() === id.toLowerCase());
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.#address);
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString();
    const body = text === "" ? undefined : (JSON.parse(text) as unknown);
    const method = request.method ?? "GET";
    const send = (status: number, answer?: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { "content-type": "application/json", "retry-after": "0", ...headers });
      response.end(answer === undefined ? "" : JSON.stringify(answer));
    };
    const fail = (status: number, code: string, message: string): void => {
      send(status, { error: { code, message } });
    };
    if (request.headers.authorization !== "Bearer token for https://management.azure.com/.default") {
      fail(401, "AuthenticationFailed", "The token is not for this service.");
      return;
    }
    if (this.behaviour.throttle > 0) {
      this.behaviour.throttle -= 1;
      fail(429, "TooManyRequests", "Too many requests.");
      return;
    }
    if (url.pathname.startsWith("/operations/")) {
      this.#poll(url.pathname.slice("/operations/".length), send);
      return;
    }
    this.requests.push({ method, id: url.pathname, body });
    this.onRequest({ method, id: url.pathname, body, query: url.search.slice(1) });
    if (url.searchParams.get("api-version") === null) {
      fail(400, "MissingApiVersionParameter", "The api-version query parameter is required.");
      return;
    }
    const key = this.#key(url.pathname);
    switch (method) {
      case "GET": {
        const found = key === undefined ? undefined : this.resources.get(key);
        if (found === undefined) fail(404, "ResourceNotFound", `The resource '${url.pathname}' was not found.`);
        else send(200, found);
        return;
      }
      case "PUT":
        this.#make(send, key ?? url.pathname, { id: url.pathname, ...(body as ArmBody) });
        return;
      case "DELETE":
        if (key === undefined) send(204);
        else this.#accept(send, () => this.resources.delete(key));
        return;
      default:
        this.#accept(send, () => undefined);
    }
  }

  #make(send: Send, id: string, body: ArmBody): void {
    const { underWay } = this.behaviour;
    const as = (status: string) => ({ ...body, properties: { ...(body["properties"] as ArmBody), status } });
    if (underWay !== undefined) this.resources.set(id, as(underWay));
    this.#accept(
      send,
      () => this.resources.set(id, underWay === undefined ? body : as("Online")),
      () => this.resources.delete(id),
    );
  }

  #accept(send: Send, finish: () => void, giveUp?: () => void): void {
    const name = `${(this.#accepted += 1)}`;
    const failure = this.behaviour.failWith;
    this.#operations.set(name, {
      left: this.behaviour.polls,
      failure,
      finish,
      ...(giveUp !== undefined && { giveUp }),
    });
    this.behaviour.failWith = undefined;
    const header = this.behaviour.follow === "operation" ? "azure-asyncoperation" : "location";
    send(202, undefined, { [header]: `${this.#address}/operations/${name}` });
  }

  #poll(name: string, send: (status: number, answer?: unknown) => void): void {
    const operation = this.#operations.get(name);
    const byLocation = this.behaviour.follow === "location";
    if (operation === undefined) {
      send(404, { error: { code: "OperationNotFound", message: "There is no such operation." } });
      return;
    }
    if (operation.left > 0 || this.behaviour.hang) {
      operation.left -= 1;
      send(byLocation ? 202 : 200, byLocation ? undefined : { status: "InProgress" });
      return;
    }
    if (operation.failure !== undefined) {
      send(
        byLocation ? 409 : 200,
        byLocation ? { error: operation.failure } : { status: "Failed", error: operation.failure },
      );
      return;
    }
    operation.finish();
    send(200, byLocation ? undefined : { status: "Succeeded" });
  }
}
