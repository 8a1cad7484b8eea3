import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import * as definitions from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Provider } from "./provider-instance";
import { providerService, type RequestObserver } from "./provider-service";

/** A provider that listens on a port of its own: several on one port would be taken for one another. */
export interface ProviderServer {
  readonly name: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Largest message in bytes, as in Pulumi's own plugins: state can be large. */
const maxMessageBytes = 400 * 1024 * 1024;

const finishMilliseconds = 2_000;

/**
 * Serves a provider on a port of the loopback interface.
 *
 * @param port 0 for a free one
 */
export async function serveProvider(
  provider: Provider,
  port: number,
  observer: RequestObserver,
): Promise<ProviderServer> {
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  const service = providerService(provider, observer) as unknown as UntypedServiceImplementation;
  server.addService(definitions.ResourceProviderService, service);
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, actual) =>
      error === null ? resolve(actual) : reject(error),
    );
  });
  return { name: provider.name, port: bound, close: () => closeServer(server) };
}

/** Lets requests that are under way finish; engines whose connections stay open after that are cut off. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.forceShutdown(), finishMilliseconds);
    server.tryShutdown(() => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}
