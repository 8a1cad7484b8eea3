import { createHash } from "node:crypto";
import { inputFailuresOf } from "./input-failures";
import { InitFailedError } from "../../provider/init-failed";
import { textOf, type PropertyMap } from "../../provider/property-value";
import type {
  Checked,
  Diffed,
  Provider,
  ProviderInstance,
  ReadResult,
  ResourceRequest,
} from "../../provider/provider-instance";
import { ApiError, type StatusReason } from "../cluster/api-problem";
import type { ApiServer, Applied, Requester } from "../cluster/api-server";
import { canonicalObject } from "../cluster/canonical";
import { textAt, withoutField, written, type KubeObject } from "../cluster/kube-object";
import { withoutServerFields } from "../cluster/object-check";
import { fieldTypes } from "../cluster/served-kinds";
import type { ClusterDirectory, ClusterTarget } from "./cluster-directory";
import { replacesOn } from "./force-new";
import { kindOfToken } from "./kind-token";
import { leadsElsewhere } from "./kubeconfig";
import { objectDifferences, prunedTo } from "./object-diff";
import { isAutonamed, metadataOf, partsOfId, withName } from "./object-name";
import { idOf, knownObject, outputsOf, refusalText, withoutChosen } from "./object-outputs";
import { objectInputs, objectProperties } from "./object-properties";

/** Refusals that a preview passes over, because an earlier step of the same run may remove their reason. */
const previewable: readonly StatusReason[] = ["AlreadyExists", "NoMatch", "NotFound"];

/** What the provider asks of the rest of the local cloud. */
export interface KubernetesProviderParts {
  readonly server: ApiServer;
  readonly directory: ClusterDirectory;
  readonly version: string;
  /** The present virtual time. */
  readonly beginRun: () => number;
  /** Told of everything that was refused because it is not known here. */
  readonly onRefusal: (token: string, reasons: readonly string[]) => void;
}

/** The Kubernetes provider, with the clusters of the local cloud in the place of real ones. It applies server-side. */
export class KubernetesProvider implements Provider {
  readonly name = "kubernetes";
  readonly version: string;
  private readonly targets = new WeakMap<ProviderInstance, ClusterTarget>();

  constructor(private readonly parts: KubernetesProviderParts) {
    this.version = parts.version;
  }

  configure(config: PropertyMap): Promise<ProviderInstance> {
    if (written(config["enableServerSideApply"]) === "false" || textOf(config, "renderYamlToDirectory") !== undefined) {
      throw new Error(
        "the local cloud models server-side apply only: neither client-side apply nor rendering to files",
      );
    }
    const instance = { config, runStart: this.parts.beginRun() };
    this.targets.set(instance, this.parts.directory.find(config));
    return Promise.resolve(instance);
  }

  diffConfig(olds: PropertyMap, news: PropertyMap): Diffed {
    const identified =
      olds["clusterIdentifier"] !== undefined && olds["clusterIdentifier"] === news["clusterIdentifier"];
    const replaces = !identified && leadsElsewhere(olds, news);
    const differences = objectDifferences(withoutVersion(olds), withoutVersion(news));
    return { differences: differences.map((each) => ({ ...each, replaces })), deleteBeforeReplace: false };
  }

  check(request: ResourceRequest, olds: PropertyMap, news: PropertyMap, randomSeed: Uint8Array): Checked {
    const { token, urn, instance } = request;
    const named = kindOfToken(token);
    const target = this.targetOf(instance);
    const name = urn.slice(urn.lastIndexOf("::") + 2);
    const inputs = withNamespace(withName({ ...named, ...news }, olds, name, randomSeed), target.namespace);
    const view = this.parts.directory.isThere(target) ? this.parts.server.view(target.cluster) : undefined;
    const failures = inputFailuresOf(token, objectInputs(inputs), view);
    if (failures.length > 0)
      this.parts.onRefusal(
        token,
        failures.map(({ reason }) => reason),
      );
    return { inputs, failures };
  }

  diff({ token, instance }: ResourceRequest, olds: PropertyMap, news: PropertyMap, state: PropertyMap): Diffed {
    const before = withDefaultNamespace(prunedTo(this.canonical(token, instance, olds), objectInputs(state)), state);
    const after = withDefaultNamespace(this.canonical(token, instance, news), state);
    const { config } = instance;
    const mutable = {
      configMaps: written(config["enableConfigMapMutable"]) === "true",
      secrets: written(config["enableSecretMutable"]) === "true",
    };
    const differences = objectDifferences(before, after).map((each) => ({
      ...each,
      replaces: replacesOn({ ...kindOfToken(token) }, each.path, mutable),
    }));
    const [old, next] = [metadataOf(before), metadataOf(after)];
    const sameName = old["name"] === next["name"] && old["namespace"] === next["namespace"];
    return { differences, deleteBeforeReplace: sameName && !isAutonamed(news) };
  }

  previewCreate(request: ResourceRequest, inputs: PropertyMap): PropertyMap {
    return this.preview(request, inputs, "create");
  }

  async create(request: ResourceRequest, inputs: PropertyMap) {
    const manager = `pulumi-kubernetes-${createHash("sha256").update(request.urn).digest("hex").slice(0, 8)}`;
    const by = { manager, runStart: request.instance.runStart };
    const applied = await this.applied(request, inputs, "create", by);
    return { id: idOf(applied.object), outputs: outputsOf(applied.object, inputs, manager) };
  }

  read(
    { token, instance }: ResourceRequest,
    id: string,
    outputs: PropertyMap,
    inputs?: PropertyMap,
  ): ReadResult | undefined {
    const target = this.targetOf(instance);
    if (!this.parts.directory.isThere(target) && written(instance.config["deleteUnreachable"]) === "true")
      return undefined;
    const object = this.parts.server.get(this.reached(target), ...this.placeOf(token, id));
    if (object === undefined) return undefined;
    const properties = objectProperties(object);
    const shape =
      inputs === undefined
        ? objectProperties(withoutServerFields(object))
        : objectProperties(this.canonical(token, instance, inputs) as KubeObject);
    const manager = textOf(outputs, "__fieldManager") ?? "";
    return { id, inputs: prunedTo(shape, properties), outputs: outputsOf(object, inputs ?? shape, manager) };
  }

  previewUpdate(request: ResourceRequest, _: PropertyMap, news: PropertyMap): PropertyMap {
    return this.preview(request, news, "update");
  }

  async update(request: ResourceRequest, _: string, outputs: PropertyMap, news: PropertyMap): Promise<PropertyMap> {
    const manager = textOf(outputs, "__fieldManager") ?? "pulumi-kubernetes";
    const by = { manager, runStart: request.instance.runStart };
    return outputsOf((await this.applied(request, news, "update", by)).object, news, manager);
  }

  async delete({ token, instance, stop }: ResourceRequest, id: string): Promise<void> {
    const target = this.targetOf(instance);
    if (!this.parts.directory.isThere(target) && written(instance.config["deleteUnreachable"]) === "true") return;
    await this.parts.directory.answers(target, stop);
    const by = { manager: "", runStart: instance.runStart };
    await this.parts.server.delete(this.reached(target), ...this.placeOf(token, id), by);
  }

  invoke(token: string): PropertyMap {
    const reason = `the local cloud does not know the function '${token}' yet`;
    this.parts.onRefusal(token, [reason]);
    throw new Error(reason);
  }

  private targetOf(instance: ProviderInstance): ClusterTarget {
    return this.targets.get(instance) ?? this.parts.directory.find(instance.config);
  }

  /** The cluster's id. Throws where it cannot be reached, with the reason and the way out. */
  private reached(target: ClusterTarget): string {
    const reason = this.parts.directory.whyUnreachable(target);
    if (reason === undefined) return target.cluster;
    throw new Error(
      `configured Kubernetes cluster is unreachable: ${reason}. If the cluster was deleted, you can remove its ` +
        "resources from the state with the provider's 'deleteUnreachable'",
    );
  }

  private async applied(
    request: ResourceRequest,
    inputs: PropertyMap,
    mode: "create" | "update",
    by: Requester,
  ): Promise<Applied> {
    const object = knownObject(inputs);
    if (object === undefined) throw new Error(`${request.token} has inputs that are not known`);
    const target = this.targetOf(request.instance);
    const cluster = this.reached(target);
    await this.parts.directory.answers(target, request.stop);
    const applied = await this.parts.server.apply(cluster, object, mode, by).catch((error: unknown) => {
      throw error instanceof ApiError ? new Error(refusalText(request, mode, error)) : error;
    });
    const waits = textAt(object, "metadata", "annotations", "pulumi.com/skipAwait") !== "true";
    if (applied.problem === undefined || !waits) return applied;
    const id = idOf(applied.object);
    throw new InitFailedError(
      `resource ${id} was successfully ${mode}d, but the Kubernetes API server reported that it failed to fully ` +
        `initialize or become live: ${applied.problem}`,
      id,
      outputsOf(applied.object, inputs, by.manager),
      inputs,
    );
  }

  /** What the server would make of it. What cannot be told before is passed on as it is, as by the real provider. */
  private preview(request: ResourceRequest, inputs: PropertyMap, mode: "create" | "update"): PropertyMap {
    const object = knownObject(inputs);
    const target = this.targetOf(request.instance);
    if (object === undefined || !this.parts.directory.isThere(target)) return inputs;
    try {
      const outputs = objectProperties(withoutField(this.parts.server.dryRun(target.cluster, object, mode), "status"));
      return mode === "create" ? withoutChosen(outputs, inputs) : outputs;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (previewable.includes(error.reason)) return inputs;
      throw new Error(refusalText(request, mode, error), { cause: error });
    }
  }

  private placeOf(token: string, id: string): [groupKind: string, namespace: string, name: string] {
    const { apiVersion = "", kind = "" } = kindOfToken(token) ?? {};
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    const { namespace, name } = partsOfId(id);
    return [`${group}/${kind}`, namespace, name];
  }

  /** Inputs as the server writes them, so that two ways to say the same are no difference. */
  private canonical(token: string, instance: ProviderInstance, inputs: PropertyMap): PropertyMap {
    const object = knownObject(inputs);
    const target = this.targetOf(instance);
    if (object === undefined || !this.parts.directory.isThere(target)) return objectInputs(inputs);
    try {
      const kind = this.parts.server.kindOf(
        { ...kindOfToken(token), ...object },
        this.parts.server.view(target.cluster),
      );
      return canonicalObject(object, kind.schema, fieldTypes) as PropertyMap;
    } catch (error) {
      if (error instanceof ApiError) return objectInputs(inputs);
      throw error;
    }
  }
}

function withoutVersion(config: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== "version"));
}

function withNamespace(inputs: PropertyMap, namespace: string | undefined): PropertyMap {
  const metadata = metadataOf(inputs);
  if (namespace === undefined || metadata["namespace"] !== undefined) return inputs;
  return { ...inputs, metadata: { ...metadata, namespace } };
}

/** Where nothing is said, the object is where it is: in the namespace that the server has chosen. */
function withDefaultNamespace(inputs: PropertyMap, state: PropertyMap): PropertyMap {
  const namespace = metadataOf(state)["namespace"];
  const metadata = metadataOf(inputs);
  if (namespace === undefined || metadata["namespace"] !== undefined) return inputs;
  return { ...inputs, metadata: { ...metadata, namespace: "default" } };
}
