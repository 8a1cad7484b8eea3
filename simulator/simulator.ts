import { randomUUID } from "node:crypto";
import { Cloud } from "./arm/cloud";
import { CloudWriter } from "./arm/cloud-writer";
import { ModelRegister } from "./arm/model-register";
import { applyMutation, mutationOf } from "./arm/mutation";
import { operationPrefix, type Operation } from "./arm/operation";
import { ResourceManager } from "./arm/resource-manager";
import type { ResourceModel } from "./arm/resource-model";
import { Subscriptions } from "./arm/subscriptions";
import type { Mapping } from "./arm/type-mapping";
import { VirtualClock, type ClockState } from "./clock/virtual-clock";
import { BlobService } from "./data-plane/blob-service";
import { DataPlane } from "./data-plane/data-plane";
import { Coverage } from "./control/coverage";
import { ApiServer } from "./kubernetes/cluster/api-server";
import { ClusterDirectory } from "./kubernetes/provider/cluster-directory";
import { KubernetesProvider } from "./kubernetes/provider/kubernetes-provider";
import { AzureProvider } from "./provider/azure-provider";
import type { Provider } from "./provider/provider-instance";
import { RandomProvider } from "./provider/random-provider";
import { Store } from "./store/store";

/** What a local cloud is made of. */
export interface SimulatorOptions {
  /** Where everything is kept. */
  readonly stateFolder: string;
  readonly models: readonly ResourceModel[];
  readonly mapping: Mapping;
  /** Versions of the packages whose plugins it stands for. */
  readonly versions: { readonly azureNative: string; readonly kubernetes: string; readonly random: string };
  /** Virtual time at which a new cloud begins, in milliseconds since 1970. @default the real time */
  readonly start?: number;
}

/** What is in a local cloud. */
export interface SimulatorParts {
  readonly cloud: Cloud;
  readonly clock: VirtualClock;
  readonly writer: CloudWriter;
  readonly manager: ResourceManager;
  readonly subscriptions: Subscriptions;
  readonly models: ModelRegister;
  readonly coverage: Coverage;
  readonly dataPlane: DataPlane;
  readonly blobs: BlobService;
  readonly providers: readonly Provider[];
}

const tenantKey = "meta!tenant";

/** A local cloud with everything in it, without the ports on which it is reached. */
export class Simulator {
  private constructor(
    private readonly store: Store,
    readonly parts: SimulatorParts,
  ) {}

  /**
   * Opens the cloud that is kept in a folder, or a new one.
   *
   * @throws StoreLockedError when another process has it open
   */
  static async open(options: SimulatorOptions): Promise<Simulator> {
    const store = await Store.open(options.stateFolder);
    const entries = store.entries("");
    const stored = new Map(entries);
    const clock = new VirtualClock(
      (stored.get("clock") as ClockState | undefined) ?? { now: options.start ?? Date.now() },
    );
    const tenant = (stored.get(tenantKey) as string | undefined) ?? randomUUID();
    if (!stored.has(tenantKey) || !stored.has("clock")) {
      await store.write([
        { type: "put", key: tenantKey, value: tenant },
        { type: "put", key: "clock", value: { now: clock.now } },
      ]);
    }
    const cloud = new Cloud(() => clock.now, tenant);
    for (const entry of entries) {
      const mutation = mutationOf(entry);
      if (mutation !== undefined) applyMutation(cloud, mutation);
    }
    const models = new ModelRegister(options.models);
    const operations = entries.filter(([key]) => key.startsWith(operationPrefix)).length;
    const writer = new CloudWriter(store, cloud, clock, operations);
    const manager = new ResourceManager(cloud, writer, models);
    const subscriptions = new Subscriptions(cloud, writer);
    const coverage = new Coverage();
    const done = (): readonly Operation[] => operationsIn(store);
    const beginRun = (): number => clock.beginRun();
    const onRefusal = (token: string, reasons: readonly string[]): void => coverage.refused(token, reasons);
    const azure = new AzureProvider({
      manager,
      subscriptions,
      mapping: options.mapping,
      version: options.versions.azureNative,
      operations: done,
      beginRun,
      onRefusal,
    });
    const kubernetes = new KubernetesProvider({
      server: new ApiServer(cloud, writer),
      directory: new ClusterDirectory(cloud, done),
      version: options.versions.kubernetes,
      beginRun,
      onRefusal,
    });
    const providers = [azure, kubernetes, new RandomProvider(options.versions.random)];
    const dataPlane = new DataPlane(cloud, writer);
    const blobs = new BlobService(cloud, writer);
    const parts = { cloud, clock, writer, manager, subscriptions, models, coverage, dataPlane, blobs, providers };
    return new Simulator(store, parts);
  }

  /** Everything that was done, oldest first. */
  operations(): readonly Operation[] {
    return operationsIn(this.store);
  }

  async close(): Promise<void> {
    await this.store.close();
  }
}

function operationsIn(store: Store): readonly Operation[] {
  return store.entries(operationPrefix).map(([, operation]) => operation as Operation);
}
