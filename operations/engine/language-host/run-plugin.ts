import type { ServerWritableStream } from "@grpc/grpc-js";
import { RunPluginResponse, type RunPluginRequest } from "@pulumi/pulumi/proto/language_pb";
import { ending, stop, type ChildProcesses } from "./child-processes";
import { sdkRunner } from "./run-program";
import { runtimeOptionsOf } from "./runtime-options";

/** What the engine calls a plugin that judges resources: a policy pack. */
const policyPackKind = "analyzer";

/**
 * Runs a policy pack (or another plugin written for Node), sending what it writes to the engine as it comes.
 *
 * A pack gets the engine's address and its own folder as arguments and works in that folder. It is not told the
 * stack's name or configuration: it reads the names in the URNs, and its own configuration from the engine.
 */
export async function runPlugin(
  call: ServerWritableStream<RunPluginRequest, RunPluginResponse>,
  children: ChildProcesses,
): Promise<void> {
  const request = call.request;
  const child = children.startNode(commandLine(request), {
    cwd: request.getKind() === policyPackKind ? folderOf(request) : request.getPwd(),
    env: environmentOf(request),
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => void stop(child));
  child.stdout?.on("data", (output: Buffer) => call.write(new RunPluginResponse().setStdout(output)));
  child.stderr?.on("data", (output: Buffer) => call.write(new RunPluginResponse().setStderr(output)));
  const { code } = await ending(child);
  call.write(new RunPluginResponse().setExitcode(code ?? 1));
  call.end();
}

function folderOf(request: RunPluginRequest): string {
  return request.getInfo()?.getProgramDirectory() ?? request.getProgram();
}

function commandLine(request: RunPluginRequest): string[] {
  const folder = folderOf(request);
  const { nodeArguments, typescript } = runtimeOptionsOf(request.getInfo());
  if (request.getKind() !== policyPackKind) {
    return [...nodeArguments, sdkRunner("run-plugin", folder), folder, ...request.getArgsList()];
  }
  const runner = sdkRunner("run-policy-pack", folder);
  // The SDK's runner of packs always loads the TypeScript compiler (a quarter of a second); its inner one can do without.
  const start = typescript ? [runner] : ["-e", plainPackStart, "--", `${runner.slice(0, -"index.js".length)}run.js`];
  return [...nodeArguments, ...start, ...request.getArgsList(), folder];
}

/** Starts a pack that is plain JavaScript, with the exit codes of the SDK's own runner. */
const plainPackStart = `
const [runner, ...positional] = process.argv.slice(1);
let failed = false;
const fail = (error) => { failed = true; console.error(error?.stack ?? String(error)); };
process.on("uncaughtException", fail).on("unhandledRejection", fail);
process.on("exit", (code) => { if (code === 0 && failed) process.exitCode = 1; });
require(runner).run({
  argv: { _: positional.slice(1) }, programStarted() {}, reportLoggedError() {}, typeScript: false,
}).catch(fail);
`;

function environmentOf(request: RunPluginRequest): NodeJS.ProcessEnv {
  const { typescript, tsconfig } = runtimeOptionsOf(request.getInfo());
  return {
    ...Object.fromEntries(request.getEnvList().map(splitAtEquals)),
    ...(typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}

function splitAtEquals(variable: string): readonly [string, string] {
  const equals = variable.indexOf("=");
  return [variable.slice(0, equals), variable.slice(equals + 1)];
}
