import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { capturedContext } from "../test-bed/captured-records";
import { selfSigned } from "../test-bed/self-signed";
import { readConnectTo } from "./ask";
import { probeTenant } from "./probe-tenant";

const HOST = "acme.example";
const certificate = selfSigned(HOST);
let server: Server;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer(certificate, (request, response) => {
    asked.push(`${request.headers.host ?? ""} ${request.url ?? ""}`);
    if (request.url === "/broken") {
      response.writeHead(200, { "content-length": "100" }).write("half");
      setTimeout(() => request.socket.destroy(), 20);
    } else if (request.url !== "/silent") response.writeHead(Number(request.url?.slice(1) ?? 200)).end("body");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(
  () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
);

async function probe(path: string, host = HOST) {
  const context = capturedContext();
  const orders = {
    tenant: "acme",
    url: new URL(`https://${host}${path}`),
    connectTo: { address: "127.0.0.1", port: (server.address() as AddressInfo).port },
    timeoutMilliseconds: 500,
  };
  return { context, outcome: await probeTenant(orders, context, certificate.cert) };
}

it.each([
  ["/200", true],
  ["/302", true],
  ["/404", false],
  ["/503", false],
  ["/broken", false],
  ["/silent", false],
])("%s is up: %s", async (path, up) => {
  const { context, outcome } = await probe(path);
  expect(outcome).toBe(up ? "done" : "notAsPromised");
  expect(context.metric("uptime.up")).toBe(up ? 1 : 0);
  expect(context.metric("uptime.duration")).toBeGreaterThan(0);
  expect(context.events).toEqual(up ? [] : ["uptime.down"]);
});

it("asks for the tenant's name, whichever way the connection goes", async () => {
  await probe("/200");
  expect(asked.at(-1)).toBe(`${HOST} /200`);
});

it("a certificate of another name is not up", async () => {
  const { context, outcome } = await probe("/200", "other.example");
  expect(outcome).toBe("notAsPromised");
  expect(JSON.stringify(context.captured)).toContain("altnames");
});

it.each([
  ["10.1.2.3", { address: "10.1.2.3" }],
  ["10.1.2.3:8443", { address: "10.1.2.3", port: 8443 }],
  ["[fd00::1]:443", { address: "fd00::1", port: 443 }],
  ["gateway.example", undefined],
  ["10.1.2.300", undefined],
])("%s is read as %j", (text, expected) => {
  expect(readConnectTo(text)).toEqual(expected);
});
