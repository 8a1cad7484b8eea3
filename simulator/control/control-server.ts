import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { timingSafeEqual } from "node:crypto";

/** A request to the control port that cannot be carried out; the message is for the user. */
export class ControlError extends Error {
  constructor(
    readonly status: 400 | 401 | 404,
    message: string,
  ) {
    super(message);
  }
}

/** Answers to `METHOD /path`, given the query and the JSON body. */
export type ControlRoutes = Readonly<Record<string, (query: URLSearchParams, body: unknown) => unknown>>;

export interface ControlServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the control interface on a port of the loopback interface, in JSON over HTTP.
 *
 * @param token must be given with every request as a bearer token
 */
export async function serveControl(routes: ControlRoutes, token: string, port: number): Promise<ControlServer> {
  const server = createServer((request, response) => {
    void answer(request, response, routes, token);
  });
  const bound = await listen(server, port);
  return {
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, routes: ControlRoutes, token: string) {
  try {
    if (!isToken(request.headers.authorization, token)) throw new ControlError(401, "the token is missing or wrong");
    const url = new URL(request.url ?? "/", "http://localhost");
    const route = routes[`${request.method} ${url.pathname}`];
    if (route === undefined) throw new ControlError(404, `there is no '${request.method} ${url.pathname}'`);
    send(response, 200, (await route(url.searchParams, await readBody(request))) ?? {});
  } catch (error) {
    const status = error instanceof ControlError ? error.status : 500;
    send(response, status, { error: error instanceof Error ? error.message : String(error) });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ControlError(400, "the request's body is not JSON");
  }
}

function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
