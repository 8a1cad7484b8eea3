import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { RestClient } from "../management/rest-client";
import { capturedContext } from "../test-bed/captured-records";
import { beat } from "./beat";

const NOW = new Date("2026-01-10T12:00:00Z");
const WORKSPACE = "11111111-2222-3333-4444-555555555555";

interface Asked {
  readonly path: string;
  readonly token: string;
  readonly body: unknown;
}

let server: Server;
let asked: Asked[] = [];
let monitoring: { readonly status: number; readonly body: unknown };

beforeAll(async () => {
  server = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const path = request.url ?? "";
      const body: unknown = JSON.parse(Buffer.concat(pieces).toString());
      asked.push({ path, token: request.headers.authorization ?? "", body });
      const answer = path.includes("/query") ? monitoring : { status: 204, body: undefined };
      response.writeHead(answer.status).end(answer.body === undefined ? "" : JSON.stringify(answer.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
});

async function run() {
  const context = capturedContext(() => NOW);
  const endpoint = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = (scope: string) =>
    new RestClient({
      tokens: (of) => Promise.resolve(of),
      scope,
      signal: context.signal,
      pause: () => Promise.resolve(),
    });
  const orders = {
    watchedEndpoint: endpoint,
    watchedWorkspace: WORKSPACE,
    query: "DeltawerkJobs | summarize max(TimeGenerated)",
    maxAgeMilliseconds: 10 * 60_000,
    beatEndpoint: endpoint,
    beatRule: "dcr-1",
    beatStream: "Custom-Heartbeat",
  };
  const outcome = await beat(orders, { watched: client("watched"), other: client("other") }, context);
  return { outcome, context, sent: asked.find(({ path }) => path.includes("/dataCollectionRules/")) };
}

it.each([
  ["a fresh record", { status: 200, body: { tables: [{ rows: [["2026-01-10T11:55:00Z"]] }] } }, true],
  ["an old record", { status: 200, body: { tables: [{ rows: [["2026-01-10T11:40:00Z"]] }] } }, false],
  ["no record", { status: 200, body: { tables: [{ rows: [[null]] }] } }, false],
  ["an empty answer", { status: 200, body: { tables: [] } }, false],
  ["a refusal", { status: 403, body: { error: { code: "Forbidden", message: "No." } } }, false],
  ["an outage", { status: 503, body: undefined }, false],
])("monitoring with %s: the other place hears it in any case", async (_, answer, watching) => {
  monitoring = answer;
  const { outcome, context, sent } = await run();
  expect(outcome).toBe(watching ? "done" : "notAsPromised");
  expect(context.metric("heartbeat.watching")).toBe(watching ? 1 : 0);
  expect(context.events).toEqual(watching ? [] : ["heartbeat.blind"]);
  expect(sent).toMatchObject({
    path: "/dataCollectionRules/dcr-1/streams/Custom-Heartbeat?api-version=2023-01-01",
    token: "Bearer other",
    body: [{ TimeGenerated: NOW.toISOString(), Platform: "pct", Watching: watching }],
  });
  expect(asked[0]).toMatchObject({ path: `/v1/workspaces/${WORKSPACE}/query`, token: "Bearer watched" });
});
