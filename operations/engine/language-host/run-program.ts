import { createRequire } from "node:module";
import path from "node:path";
import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { ending, stop, type ChildProcesses, type Ending } from "./child-processes";
import { runtimeOptionsOf } from "./runtime-options";

/** The SDK's runner ends with this code when it has told the user everything about the failure. */
const alreadyReported = 32;

/**
 * Runs a Pulumi program to its end, its output going where the host's goes.
 *
 * Unlike the official host it puts no proxy between program and engine: that one serves synchronous invokes, which
 * the pinned SDK does not make.
 */
export async function runProgram(
  request: RunRequest,
  engineAddress: string,
  children: ChildProcesses,
  onCancel: (cancel: () => void) => void,
): Promise<RunResponse> {
  try {
    const child = children.startNode(commandLine(request, engineAddress), {
      env: programEnvironment(request),
      stdio: ["ignore", "inherit", "inherit"],
    });
    onCancel(() => void stop(child));
    return responseTo(await ending(child));
  } catch (error) {
    return new RunResponse().setError(error instanceof Error ? error.message : String(error));
  }
}

/** Finds a runner of the SDK as the program in the folder itself would find it. */
export function sdkRunner(runner: string, folder: string): string {
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch {
    throw new Error(`the Pulumi SDK is not installed in ${folder} or above it; run \`npm ci\` there`);
  }
}

function commandLine(request: RunRequest, engineAddress: string): string[] {
  const info = request.getInfo();
  const programFolder = info?.getProgramDirectory() ?? request.getPwd();
  const flags: readonly (readonly [string, string])[] = [
    ["monitor", request.getMonitorAddress()],
    ["engine", engineAddress],
    ["organization", request.getOrganization()],
    ["project", request.getProject()],
    ["root-directory", info?.getRootDirectory() ?? ""],
    ["stack", request.getStack()],
    ["pwd", programFolder],
    ["parallel", String(request.getParallel())],
  ];
  return [
    ...runtimeOptionsOf(info).nodeArguments,
    sdkRunner("run", programFolder),
    ...flags.filter(([, value]) => value !== "").flatMap(([flag, value]) => [`--${flag}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info?.getEntryPoint() ?? request.getProgram(),
    ...request.getArgsList(),
  ];
}

function programEnvironment(request: RunRequest): NodeJS.ProcessEnv {
  const options = runtimeOptionsOf(request.getInfo());
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    ...(options.typescript && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

function responseTo({ code, signal }: Ending): RunResponse {
  if (code === 0) {
    return new RunResponse();
  }
  if (code === alreadyReported) {
    return new RunResponse().setBail(true);
  }
  return new RunResponse().setError(
    code === null ? `the program was ended by ${signal ?? "a signal"}` : `the program ended with exit code ${code}`,
  );
}
