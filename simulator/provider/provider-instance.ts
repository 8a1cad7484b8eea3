import type { PropertyMap } from "./property-value";

/** A provider as one connection has configured it. */
export interface ProviderInstance {
  readonly config: PropertyMap;
  /** The start of the run to which its operations belong, in virtual time. */
  readonly runStart: number;
}

/** A resource of a request. */
export interface ResourceRequest {
  /** For example `azure-native:network:VirtualNetwork`. */
  readonly token: string;
  /** What the program calls it. */
  readonly urn: string;
  readonly instance: ProviderInstance;
  /** The engine was interrupted: what waits gives up. */
  readonly stop: AbortSignal;
}

export interface Checked {
  readonly inputs: PropertyMap;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface Diffed {
  readonly differences: readonly {
    readonly path: string;
    readonly kind: "add" | "delete" | "update";
    readonly replaces: boolean;
  }[];
  /** Whether the old resource must go before the new one can come. */
  readonly deleteBeforeReplace: boolean;
}

export interface ReadResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap;
}

/**
 * What a provider does, without the protocol. Any error it throws is shown to the user by its message; with an
 * `InitFailedError` the resource is recorded all the same.
 */
export interface Provider {
  /** The package's name, for example `azure-native`. */
  readonly name: string;
  /** The version of the package whose plugin it stands for. */
  readonly version: string;
  configure(config: PropertyMap): Promise<ProviderInstance>;
  /** What a change of an instance's configuration comes to. @default nothing */
  diffConfig?(olds: PropertyMap, news: PropertyMap): Diffed;
  check(request: ResourceRequest, olds: PropertyMap, news: PropertyMap, randomSeed: Uint8Array): Checked;
  /** @param state the outputs as recorded */
  diff(request: ResourceRequest, olds: PropertyMap, news: PropertyMap, state: PropertyMap): Diffed;
  previewCreate(request: ResourceRequest, inputs: PropertyMap): PropertyMap;
  create(
    request: ResourceRequest,
    inputs: PropertyMap,
  ): Promise<{ readonly id: string; readonly outputs: PropertyMap }>;
  /** @param outputs as recorded, none in an import; @param inputs as recorded, undefined in an import */
  read(
    request: ResourceRequest,
    id: string,
    outputs: PropertyMap,
    inputs: PropertyMap | undefined,
  ): ReadResult | undefined;
  previewUpdate(request: ResourceRequest, outputs: PropertyMap, news: PropertyMap): PropertyMap;
  update(request: ResourceRequest, id: string, outputs: PropertyMap, news: PropertyMap): Promise<PropertyMap>;
  delete(request: ResourceRequest, id: string): Promise<void>;
  invoke(token: string, args: PropertyMap, instance: ProviderInstance): PropertyMap | Promise<PropertyMap>;
}
