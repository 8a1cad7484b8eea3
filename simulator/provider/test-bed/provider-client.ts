import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { readProperties, writeProperties, type PropertyMap } from "../property-value";

type Answer<T> = (error: ServiceError | null, response: T) => void;

/** A resource as an engine records it. */
export interface Recorded {
  readonly id: string;
  readonly outputs: PropertyMap;
}

/** Talks to a provider as the engine does, over a connection of its own. */
export class ProviderClient {
  private readonly stub: ResourceProviderClient;

  constructor(port: number) {
    this.stub = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1, // or two clients would share a connection
    });
  }

  async configure(config: PropertyMap): Promise<rpc.ConfigureResponse> {
    const request = new rpc.ConfigureRequest().setArgs(writeProperties(config));
    return ask((answer) => this.stub.configure(request, answer));
  }

  async check(token: string, news: PropertyMap, olds: PropertyMap = {}) {
    const request = new rpc.CheckRequest()
      .setUrn(urn(token))
      .setNews(writeProperties(news))
      .setOlds(writeProperties(olds));
    const response = await ask<rpc.CheckResponse>((answer) => this.stub.check(request, answer));
    return {
      inputs: readProperties(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  /** The differences by path, such as `{ location: "UPDATE_REPLACE" }`. */
  async diff(token: string, id: string, olds: PropertyMap, news: PropertyMap, state: PropertyMap = {}) {
    const request = new rpc.DiffRequest()
      .setUrn(urn(token))
      .setId(id)
      .setOlds(writeProperties(state))
      .setOldInputs(writeProperties(olds))
      .setNews(writeProperties(news));
    return kindsIn(await ask<rpc.DiffResponse>((answer) => this.stub.diff(request, answer)));
  }

  /** The differences that a change of the provider's configuration comes to. */
  async diffConfig(olds: PropertyMap, news: PropertyMap): Promise<Record<string, string>> {
    const request = new rpc.DiffRequest().setOlds(writeProperties(olds)).setNews(writeProperties(news));
    return kindsIn(await ask<rpc.DiffResponse>((answer) => this.stub.diffConfig(request, answer)));
  }

  async create(token: string, inputs: PropertyMap, preview = false): Promise<Recorded> {
    const request = new rpc.CreateRequest()
      .setUrn(urn(token))
      .setProperties(writeProperties(inputs))
      .setPreview(preview);
    const response = await ask<rpc.CreateResponse>((answer) => this.stub.create(request, answer));
    return { id: response.getId(), outputs: readProperties(response.getProperties()) };
  }

  async update(token: string, { id, outputs }: Recorded, news: PropertyMap, preview = false): Promise<PropertyMap> {
    const request = new rpc.UpdateRequest()
      .setUrn(urn(token))
      .setId(id)
      .setOlds(writeProperties(outputs))
      .setNews(writeProperties(news))
      .setPreview(preview);
    return readProperties(
      (await ask<rpc.UpdateResponse>((answer) => this.stub.update(request, answer))).getProperties(),
    );
  }

  /** @param inputs as recorded; none means an import */
  async read(token: string, { id, outputs }: Recorded, inputs?: PropertyMap) {
    const request = new rpc.ReadRequest().setUrn(urn(token)).setId(id).setProperties(writeProperties(outputs));
    if (inputs !== undefined) request.setInputs(writeProperties(inputs));
    const response = await ask<rpc.ReadResponse>((answer) => this.stub.read(request, answer));
    return {
      id: response.getId(),
      outputs: readProperties(response.getProperties()),
      inputs: readProperties(response.getInputs()),
    };
  }

  async delete(token: string, id: string): Promise<void> {
    const request = new rpc.DeleteRequest().setUrn(urn(token)).setId(id);
    await ask((answer) => this.stub.delete(request, answer));
  }

  async invoke(token: string, args: PropertyMap): Promise<PropertyMap> {
    const request = new rpc.InvokeRequest().setTok(token).setArgs(writeProperties(args));
    return readProperties((await ask<rpc.InvokeResponse>((answer) => this.stub.invoke(request, answer))).getReturn());
  }

  /** What an engine sends when it is interrupted. */
  async cancel(): Promise<void> {
    await ask((answer) => this.stub.cancel(new Empty(), answer));
  }

  close(): void {
    this.stub.close();
  }
}

function kindsIn(response: rpc.DiffResponse): Record<string, string> {
  const names = Object.entries(rpc.PropertyDiff.Kind);
  const kinds: Record<string, string> = {};
  response.getDetaileddiffMap().forEach((difference, path) => {
    kinds[path] = names.find(([, kind]) => kind === difference.getKind())?.[0] ?? "";
  });
  return kinds;
}

function urn(token: string): string {
  return `urn:pulumi:dev::test::${token}::thing`;
}

/** Fails with the provider's own words. */
function ask<T>(send: (answer: Answer<T>) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    send((error, response) => (error === null ? resolve(response) : reject(new Error(error.details))));
  });
}
