import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { measure, type MeasuredCommand } from "./measurement";

/**
 * Runs a command and gives the hosts that it tried to reach, one entry an attempt. Loopback does not count. Go programs
 * ask a proxy that counts and refuses; Node programs, which know no proxy, are watched at their sockets.
 *
 * Counting is a run of its own, so that watching slows no measured run.
 */
export async function networkAttempts(projectFolder: string, run: MeasuredCommand): Promise<readonly string[]> {
  const asked: string[] = [];
  const proxy = await refusingProxy(asked);
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-connections-"));
  const record = path.join(folder, "connections");
  writeFileSync(record, "");
  const watch = path.join(projectFolder, "test", "bench", "record-connections.js");
  const variables = { HTTP_PROXY: address, HTTPS_PROXY: address, NO_PROXY: "127.0.0.1,localhost" };
  const environment = {
    ...run.environment,
    ...variables,
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name.toLowerCase(), value])),
    NODE_OPTIONS: `--require ${JSON.stringify(watch)}`,
    RECORD_CONNECTIONS_IN: record,
  };
  try {
    await measure({ ...run, environment });
    const connected = readFileSync(record, "utf8").split("\n").slice(0, -1);
    return [...asked, ...connected];
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function refusingProxy(asked: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
