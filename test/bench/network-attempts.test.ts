import path from "node:path";
import { expect, it } from "vitest";
import { networkAttempts } from "./network-attempts";

/** `.invalid` never resolves (RFC 2606), and TEST-NET-1 (RFC 5737) leads nowhere. */
const connections: readonly (readonly [string, string, readonly string[]])[] = [
  ["a socket", `net.connect(9, "192.0.2.1").on("error", end).setTimeout(50, end)`, ["192.0.2.1"]],
  ["https", `https.get("https://a.invalid").on("error", end)`, ["a.invalid"]],
  ["fetch", `fetch("http://a.invalid").catch(end)`, ["a.invalid"]],
  ["http2, as gRPC uses it", `http2.connect("http://a.invalid").on("error", end)`, ["a.invalid"]],
  ["the loopback interface", `net.connect(9, "127.0.0.1").on("error", end)`, []],
  ["a pipe", `net.connect("/nowhere/pipe").on("error", end)`, []],
];

it.each(connections)("sees what a Node program reaches with %s", async (_, code, attempts) => {
  const program = `const end = () => process.exit(); ${code}`;
  const signal = new AbortController().signal;
  const run = { command: process.execPath, arguments: ["-e", program], folder: __dirname, environment: {}, signal };
  expect(await networkAttempts(path.resolve(__dirname, "../.."), run)).toEqual(attempts);
});
