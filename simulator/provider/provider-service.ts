import { status, type handleUnaryCall, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { InitFailedError, initFailureDetails } from "./init-failed";
import { readProperties, writeProperties, type PropertyMap } from "./property-value";
import type { Diffed, Provider, ProviderInstance, ResourceRequest } from "./provider-instance";
import { readConfig } from "./provider-config";

/** The procedures of Pulumi's provider protocol, by name, for one provider. */
export type ProviderService = Readonly<Record<string, handleUnaryCall<never, unknown>>>;

/** Is told of what happens. */
export interface RequestObserver {
  /** A request on a configured connection. */
  onRequest(): void;
  /** A request was answered with an error. */
  onFailure(procedure: string, error: unknown): void;
}

interface ResourceMessage {
  getUrn(): string;
  getType(): string;
}

/**
 * Speaks Pulumi's provider protocol for a provider.
 *
 * A request does not say which instance of a provider it is for; the connection on which that was configured does.
 */
export function providerService(provider: Provider, observer: RequestObserver): ProviderService {
  const instances = new Map<string, ProviderInstance>();
  const stops = new Map<string, AbortController>();
  const instanceOf = (call: Call<unknown>): ProviderInstance => {
    observer.onRequest();
    const instance = instances.get(call.getPeer());
    if (instance === undefined) throw new Error(`the provider ${provider.name} is not configured on this connection`);
    return instance;
  };
  const resource = (call: Call<ResourceMessage>): ResourceRequest => ({
    token: tokenOf(call.request),
    urn: call.request.getUrn(),
    instance: instanceOf(call),
    stop: stops.get(call.getPeer())?.signal ?? AbortSignal.abort(),
  });

  const procedures: Readonly<Record<string, Procedure>> = {
    handshake: procedure(() => new rpc.ProviderHandshakeResponse()),
    attach: procedure(() => new Empty()),
    cancel: procedure((call: Call<Empty>) => {
      stops.get(call.getPeer())?.abort();
      return new Empty();
    }),
    getPluginInfo: procedure(() => new PluginInfo().setVersion(provider.version)),
    getMapping: procedure(() => new rpc.GetMappingResponse()),
    getMappings: procedure(() => new rpc.GetMappingsResponse()),
    checkConfig: procedure((call: Call<rpc.CheckRequest>) => new rpc.CheckResponse().setInputs(call.request.getNews())),
    diffConfig: procedure((call: Call<rpc.DiffRequest>) => {
      const [olds, news] = [readProperties(call.request.getOlds()), readProperties(call.request.getNews())];
      return diffResponse(provider.diffConfig?.(olds, news) ?? { differences: [], deleteBeforeReplace: false });
    }),
    configure: procedure(async (call: Call<rpc.ConfigureRequest>) => {
      stops.set(call.getPeer(), new AbortController());
      instances.set(call.getPeer(), await provider.configure(readConfig(call.request, provider.name)));
      return new rpc.ConfigureResponse().setSupportspreview(true);
    }),
    check: procedure((call: Call<rpc.CheckRequest>) => {
      const { request } = call;
      const [olds, news] = [readProperties(request.getOlds()), readProperties(request.getNews())];
      const { inputs, failures } = provider.check(resource(call), olds, news, request.getRandomseed_asU8());
      const response = new rpc.CheckResponse().setInputs(writeProperties(inputs));
      for (const { property, reason } of failures) {
        response.addFailures(new rpc.CheckFailure().setProperty(property).setReason(reason));
      }
      return response;
    }),
    diff: procedure((call: Call<rpc.DiffRequest>) => {
      const { request } = call;
      const [olds, news] = [readProperties(request.getOldInputs()), readProperties(request.getNews())];
      return diffResponse(provider.diff(resource(call), olds, news, readProperties(request.getOlds())));
    }),
    create: procedure(async (call: Call<rpc.CreateRequest>) => {
      const inputs = readProperties(call.request.getProperties());
      if (call.request.getPreview()) {
        return new rpc.CreateResponse().setProperties(writeProperties(provider.previewCreate(resource(call), inputs)));
      }
      const { id, outputs } = await provider.create(resource(call), inputs);
      return new rpc.CreateResponse().setId(id).setProperties(writeProperties(outputs));
    }),
    read: procedure((call: Call<rpc.ReadRequest>) => {
      const { request } = call;
      const inputs = request.getInputs() === undefined ? undefined : readProperties(request.getInputs());
      const found = provider.read(resource(call), request.getId(), readProperties(request.getProperties()), inputs);
      if (found === undefined) return new rpc.ReadResponse();
      return new rpc.ReadResponse()
        .setId(found.id)
        .setProperties(writeProperties(found.outputs))
        .setInputs(writeProperties(found.inputs));
    }),
    update: procedure(async (call: Call<rpc.UpdateRequest>) => {
      const { request } = call;
      const [olds, news] = [readProperties(request.getOlds()), readProperties(request.getNews())];
      const outputs = request.getPreview()
        ? provider.previewUpdate(resource(call), olds, news)
        : await provider.update(resource(call), request.getId(), olds, news);
      return new rpc.UpdateResponse().setProperties(writeProperties(outputs));
    }),
    delete: procedure(async (call: Call<rpc.DeleteRequest>) => {
      await provider.delete(resource(call), call.request.getId());
      return new Empty();
    }),
    invoke: procedure(async (call: Call<rpc.InvokeRequest>) => {
      const args = readProperties(call.request.getArgs());
      const result: PropertyMap = await provider.invoke(call.request.getTok(), args, instanceOf(call));
      return new rpc.InvokeResponse().setReturn(writeProperties(result));
    }),
    getSchema: procedure(() => {
      throw new Error(noSchema);
    }),
  };
  return Object.fromEntries(
    Object.entries(procedures).map(([name, work]) => [name, unary(work, (error) => observer.onFailure(name, error))]),
  );
}

/**
 * `pulumi import` asks for the schema when the resource is in the state already. Answering it would not help: the code is
 * made by the language host from the schema, and that part of the official host is written in Go for its own process.
 */
const noSchema =
  "no code can be generated here, because the local cloud has no schema of the package. What 'pulumi import' was asked " +
  "for IS imported, protected, in the state: write its declaration by hand. 'pulumi import --generate-code=false' does " +
  "the same without this error";

type Call<Request> = ServerUnaryCall<Request, unknown>;
type Procedure = (call: Call<never>) => unknown;

/** Keeps the type of a procedure's own request while all of them are in one record. */
function procedure<Request>(work: (call: Call<Request>) => unknown): Procedure {
  return work;
}

/** Answers a procedure with what the work gives, or with the message of what it throws. */
function unary(work: Procedure, onFailure: (error: unknown) => void): handleUnaryCall<never, unknown> {
  const handle = async (call: Call<never>, callback: sendUnaryData<unknown>): Promise<void> => {
    try {
      callback(null, await work(call));
    } catch (error) {
      onFailure(error);
      const details = error instanceof Error ? error.message : String(error);
      const metadata = error instanceof InitFailedError && { metadata: initFailureDetails(error) };
      callback({ code: status.UNKNOWN, details, ...metadata });
    }
  };
  return (call, callback) => void handle(call, callback);
}

function tokenOf(request: ResourceMessage): string {
  if (request.getType() !== "") return request.getType();
  return request.getUrn().split("::")[2]?.split("$").at(-1) ?? "";
}

function diffResponse({ differences, deleteBeforeReplace }: Diffed): rpc.DiffResponse {
  const { DiffChanges } = rpc.DiffResponse;
  const replaces = differences.filter((difference) => difference.replaces);
  const response = new rpc.DiffResponse()
    .setChanges(differences.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME)
    .setReplacesList(topLevel(replaces))
    .setDiffsList(topLevel(differences))
    .setDeletebeforereplace(replaces.length > 0 && deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const { path, kind, replaces: replacing } of differences) {
    response.getDetaileddiffMap().set(path, new rpc.PropertyDiff().setKind(kindOf(kind, replacing)).setInputdiff(true));
  }
  return response;
}

function topLevel(differences: Diffed["differences"]): string[] {
  return [...new Set(differences.map(({ path }) => path.split(/[.[]/)[0] ?? path))];
}

function kindOf(kind: Diffed["differences"][number]["kind"], replaces: boolean): rpc.PropertyDiff.Kind {
  const { Kind } = rpc.PropertyDiff;
  switch (kind) {
    case "add":
      return replaces ? Kind.ADD_REPLACE : Kind.ADD;
    case "delete":
      return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
    case "update":
      return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
  }
}
