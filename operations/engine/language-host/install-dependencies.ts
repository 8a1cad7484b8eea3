import type { ServerWritableStream } from "@grpc/grpc-js";
import { InstallDependenciesResponse, type InstallDependenciesRequest } from "@pulumi/pulumi/proto/language_pb";
import { ending, stop, type ChildProcesses } from "./child-processes";

/** Installs a program's dependencies (`pulumi install`) with npm, sending what npm writes as it comes. */
export async function installDependencies(
  call: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
  children: ChildProcesses,
): Promise<void> {
  const folder = call.request.getInfo()?.getProgramDirectory() ?? call.request.getDirectory();
  const child = children.start("npm", ["install", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  call.on("cancelled", () => void stop(child));
  child.stdout?.on("data", (output: Buffer) => call.write(new InstallDependenciesResponse().setStdout(output)));
  child.stderr?.on("data", (output: Buffer) => call.write(new InstallDependenciesResponse().setStderr(output)));
  const { code } = await ending(child);
  if (code !== 0) {
    throw new Error(`\`npm install\` failed in ${folder} (exit code ${code ?? "none"})`);
  }
  call.end();
}
