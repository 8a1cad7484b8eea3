import { Server, ServerCredentials, status, type handleUnaryCall } from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService, type IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import {
  CheckResponse,
  ConfigureResponse,
  CreateResponse,
  DiffResponse,
  ReadResponse,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

type Properties = Record<string, JavaScriptValue>;

/** A cloud that keeps things by name and answers an operation on some of them only when it is told to. */
export class FakeCloud {
  /** What exists, by id. */
  readonly things = new Map<string, Properties>();
  private readonly held = new Map<string, () => void>();
  private readonly holding = new Set<string>();
  private waiting: (() => void)[] = [];
  private interrupted = (): void => undefined;
  /** Settles when the engine tells the provider that the run is to end. */
  readonly cancelled = new Promise<void>((resolve) => (this.interrupted = resolve));

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(): Promise<FakeCloud> {
    const server = new Server();
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    const cloud = new FakeCloud(server, port);
    server.addService(ResourceProviderService, cloud.service());
    return cloud;
  }

  /** The id that a thing of this name has. */
  static idOf(name: string): string {
    return `/things/${name}`;
  }

  /** From now on operations on these names do their work and then do not answer. */
  hold(...names: string[]): void {
    names.forEach((name) => this.holding.add(name));
  }

  /** Waits until so many operations have done their work and are waiting to answer. */
  async untilHeld(count: number): Promise<void> {
    while (this.held.size < count) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Answers what is held, and holds nothing from now on. */
  release(): void {
    this.holding.clear();
    this.held.forEach((answer) => answer());
    this.held.clear();
  }

  stop(): void {
    this.server.forceShutdown();
  }

  private answer(name: string, answer: () => void): void {
    if (!this.holding.has(name)) {
      return answer();
    }
    this.held.set(name, answer);
    this.waiting.forEach((wake) => wake());
    this.waiting = [];
  }

  private service(): IResourceProviderServer {
    const refuse: handleUnaryCall<unknown, never> = (_, callback) => callback({ code: status.UNIMPLEMENTED });
    const check: IResourceProviderServer["check"] = ({ request }, callback) => {
      callback(null, new CheckResponse().setInputs(request.getNews()));
    };
    return {
      handshake: refuse,
      parameterize: refuse,
      getSchema: refuse,
      invoke: refuse,
      call: refuse,
      construct: refuse,
      getMapping: refuse,
      getMappings: refuse,
      list: refuse as never,
      checkConfig: check,
      diffConfig: (_, callback) => callback(null, new DiffResponse()),
      configure: (_, callback) => callback(null, new ConfigureResponse()),
      getPluginInfo: (_, callback) => callback(null, new PluginInfo().setVersion("1.0.0")),
      attach: (_, callback) => callback(null, new Empty()),
      cancel: (_, callback) => {
        this.interrupted();
        callback(null, new Empty());
      },
      check,
      diff: ({ request }, callback) => {
        const same = JSON.stringify(plain(request.getOldInputs())) === JSON.stringify(plain(request.getNews()));
        callback(null, new DiffResponse().setChanges(same ? 1 : 2));
      },
      create: ({ request }, callback) => {
        const properties = plain(request.getProperties());
        const id = FakeCloud.idOf(nameOf(properties));
        if (this.things.has(id)) {
          return callback({ code: status.ALREADY_EXISTS, details: `${id} exists already` });
        }
        this.things.set(id, properties);
        const made = new CreateResponse().setId(id).setProperties(Struct.fromJavaScript(properties));
        this.answer(nameOf(properties), () => callback(null, made));
      },
      read: ({ request }, callback) => {
        const properties = this.things.get(request.getId());
        const found = new ReadResponse().setId(properties === undefined ? "" : request.getId());
        const struct = Struct.fromJavaScript(properties ?? {});
        callback(null, found.setProperties(struct).setInputs(struct));
      },
      update: ({ request }, callback) => {
        const properties = plain(request.getNews());
        this.things.set(request.getId(), properties);
        const made = new UpdateResponse().setProperties(Struct.fromJavaScript(properties));
        this.answer(nameOf(properties), () => callback(null, made));
      },
      delete: ({ request }, callback) => {
        this.things.delete(request.getId());
        callback(null, new Empty());
      },
    };
  }
}

function plain(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

function nameOf(properties: Properties): string {
  const name = properties["name"];
  return typeof name === "string" ? name : "";
}
