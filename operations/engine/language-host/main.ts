/**
 * The process that the Pulumi CLI starts to run Node programs and policy packs (`pulumi-language-nodejs`).
 *
 * Contract with the CLI: the last argument is the engine's address, the first line on stdout is the port of the
 * gRPC service `LanguageRuntime`, and what comes after on stdout and stderr is shown to the user.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { ChildProcesses } from "./child-processes";
import { languageRuntime } from "./language-runtime";

// The engine sends whole states and configurations in one message; the SDK lifts gRPC's 4 MiB limit to the same value.
const maximumMessageBytes = 400 * 1024 * 1024;

function endWith(children: ChildProcesses): void {
  const end = (): void => {
    void children.stopAll().then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // The CLI holds the other end of stdin for as long as it lives, however it dies.
  process.stdin.on("end", end).on("error", end).resume();
}

function main(): void {
  const engineAddress = process.argv.slice(2).findLast((argument) => !argument.startsWith("-"));
  if (engineAddress === undefined) {
    process.stderr.write(
      "pulumi-language-nodejs is started by the Pulumi CLI, with the engine's address as argument\n",
    );
    process.exit(1);
  }
  const children = new ChildProcesses();
  endWith(children);
  const server = new Server({
    "grpc.max_receive_message_length": maximumMessageBytes,
    "grpc.max_send_message_length": maximumMessageBytes,
  });
  server.addService(LanguageRuntimeService, languageRuntime(engineAddress, children));
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
      process.stderr.write(`cannot serve the Node language host: ${error.message}\n`);
      process.exit(1);
    }
    process.stdout.write(`${port}\n`);
  });
}

main();
