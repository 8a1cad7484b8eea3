import { spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { residentBytesOfTree } from "./process-tree";

/** One run of a command with everything it started. */
export interface Measurement {
  readonly seconds: number;
  /** Highest sum of resident memory over all processes of the run, sampled every 25 ms. */
  readonly peakBytes: number;
  /** Connections that the run tried to open to the outside. */
  readonly networkAttempts: number;
}

/** A proxy that refuses everything and counts what was asked of it; offline runs behave the same everywhere. */
async function countingProxy(): Promise<{ readonly server: Server; readonly attempts: () => number }> {
  let attempts = 0;
  const server = createServer((_, response) => {
    attempts += 1;
    response.writeHead(502).end();
  });
  server.on("connect", (_, socket) => {
    attempts += 1;
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, attempts: () => attempts };
}

/**
 * Runs a command to its end and measures it.
 *
 * @throws Error with the command's output when it ends with another status than 0
 */
export async function measure(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Measurement> {
  const { server, attempts } = await countingProxy();
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = { ...options.env, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: "127.0.0.1,localhost" };
  const started = process.hrtime.bigint();
  let peakBytes = 0;
  const output: Buffer[] = [];
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(command, args, { cwd: options.cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      const sampler = setInterval(() => {
        if (child.pid !== undefined) peakBytes = Math.max(peakBytes, residentBytesOfTree(child.pid));
      }, 25);
      child.stdout.on("data", (data: Buffer) => output.push(data));
      child.stderr.on("data", (data: Buffer) => output.push(data));
      child.on("error", reject);
      child.on("close", (code) => {
        clearInterval(sampler);
        resolve(code);
      });
    });
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    if (status !== 0) {
      throw new Error(`${command} ${args.join(" ")} ended with status ${status}:\n${Buffer.concat(output).toString()}`);
    }
    return { seconds, peakBytes, networkAttempts: attempts() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
