import type { Operation } from "../arm/operation";
import type { ResourceManager } from "../arm/resource-manager";
import type { ArmBody } from "../arm/resource";
import { valueAt } from "../arm/body-path";
import type { Subscriptions } from "../arm/subscriptions";
import type { Mapping, TypeMapping } from "../arm/type-mapping";
import { azureInvoke } from "./azure-invoke";
import { idFromTemplate, templateNames } from "./id-template";
import { inputFailures } from "./input-check";
import { inputDifferences } from "./input-diff";
import { previewOutputs } from "./preview-outputs";
import { textOf, UNKNOWN, type PropertyMap, type PropertyValue } from "./property-value";
import type { Checked, Diffed, Provider, ProviderInstance, ReadResult, ResourceRequest } from "./provider-instance";
import { outputsAsInputs, refreshedInputs } from "./refreshed-inputs";
import { requestBody } from "./request-body";
import { inputsOf, outputsOf } from "./response-properties";

/** Outputs that no update changes, so that what depends on them is not unknown in its preview. */
const stableOutputs = ["name", "location"] as const;

/** What the provider asks of the rest of the local cloud. */
export interface AzureProviderParts {
  readonly manager: ResourceManager;
  readonly subscriptions: Subscriptions;
  readonly mapping: Mapping;
  readonly version: string;
  /** Everything that was done, oldest first. */
  readonly operations: () => readonly Operation[];
  /** The present virtual time. */
  readonly beginRun: () => number;
  /** Told of everything that was refused because it is not known here. */
  readonly onRefusal: (token: string, reasons: readonly string[]) => void;
}

/** The azure-native provider, with the local cloud in the place of Azure. */
export class AzureProvider implements Provider {
  readonly name = "azure-native";
  readonly version: string;

  constructor(private readonly parts: AzureProviderParts) {
    this.version = parts.version;
  }

  async configure(config: PropertyMap): Promise<ProviderInstance> {
    const { subscriptionId, tenantId } = config;
    if (typeof subscriptionId === "string") {
      await this.parts.subscriptions.open(subscriptionId, typeof tenantId === "string" ? tenantId : undefined);
    }
    return { config, runStart: this.parts.beginRun() };
  }

  check({ token, instance }: ResourceRequest, olds: PropertyMap, news: PropertyMap): Checked {
    const type = this.parts.mapping.of(token);
    if (type === undefined) {
      const reason = `the local cloud does not know the resource type '${token}' yet`;
      this.parts.onRefusal(token, [reason]);
      return { inputs: news, failures: [{ property: "", reason }] };
    }
    const inputs = this.withLocation(type, olds, news, instance);
    const failures = inputFailures(type, inputs);
    if (failures.length > 0) {
      const reasons = failures.map(({ reason }) => reason);
      this.parts.onRefusal(token, reasons);
    }
    return { inputs, failures };
  }

  diff({ token }: ResourceRequest, olds: PropertyMap, news: PropertyMap): Diffed {
    // Names are given by the program, so the new resource would have the id of the old one.
    return { differences: inputDifferences(this.typeOf(token), olds, news), deleteBeforeReplace: true };
  }

  previewCreate({ token }: ResourceRequest, inputs: PropertyMap): PropertyMap {
    return previewOutputs(this.typeOf(token), inputs);
  }

  async create({ token, instance }: ResourceRequest, inputs: PropertyMap) {
    const type = this.typeOf(token);
    const id = this.idOf(type, inputs, instance);
    if (this.parts.manager.isMade(id)) throw new Error(`cannot create already existing resource '${id}'`);
    const resource = await this.parts.manager.put(id, requestBody(type, inputs), instance.runStart);
    return { id: resource.id, outputs: outputsOf(type, resource) };
  }

  read({ token }: ResourceRequest, id: string, outputs: PropertyMap, inputs?: PropertyMap): ReadResult | undefined {
    const type = this.typeOf(token);
    const resource = this.parts.manager.get(id);
    if (resource === undefined) return undefined;
    const now = outputsOf(type, resource);
    const refreshed =
      inputs === undefined
        ? inputsOf(type, resource)
        : refreshedInputs(inputs, outputsAsInputs(type, outputs, inputs), outputsAsInputs(type, now, inputs));
    return { id: resource.id, outputs: now, inputs: refreshed };
  }

  previewUpdate({ token }: ResourceRequest, outputs: PropertyMap, news: PropertyMap): PropertyMap {
    const stable = stableOutputs.flatMap((key) => {
      const value = outputs[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    return previewOutputs(this.typeOf(token), news, Object.fromEntries(stable));
  }

  async update({ token, instance }: ResourceRequest, id: string, _: PropertyMap, news: PropertyMap) {
    const type = this.typeOf(token);
    const body = this.withSubresources(type, id, news, requestBody(type, news));
    return outputsOf(type, await this.parts.manager.put(id, body, instance.runStart));
  }

  async delete({ instance }: ResourceRequest, id: string): Promise<void> {
    await this.parts.manager.delete(id, instance.runStart);
  }

  invoke(token: string, args: PropertyMap, instance: ProviderInstance): Promise<PropertyMap> {
    return azureInvoke({ ...this.parts, token, args, instance, idOf: (type) => this.idOf(type, args, instance) });
  }

  private typeOf(token: string): TypeMapping {
    const type = this.parts.mapping.of(token);
    if (type === undefined) throw new Error(`the local cloud does not know the resource type '${token}' yet`);
    return type;
  }

  private idOf(type: TypeMapping, inputs: PropertyMap, { config }: ProviderInstance): string {
    const subscriptionId = textOf(config, "subscriptionId") ?? "";
    if (subscriptionId === "") {
      throw new Error("the subscription is not configured; set 'azure-native:subscriptionId'");
    }
    const names = templateNames(type.path).map((name) => [name, textOf(inputs, name) ?? ""] as const);
    return idFromTemplate(type.path, { ...Object.fromEntries(names), subscriptionId });
  }

  /** The location of a resource that does not say is, in this order: as before, as configured, that of its group. */
  private withLocation(
    type: TypeMapping,
    olds: PropertyMap,
    news: PropertyMap,
    instance: ProviderInstance,
  ): PropertyMap {
    const property = type.properties["location"];
    if (news["location"] !== undefined || property === undefined || property.readOnly === true) return news;
    const location = olds["location"] ?? instance.config["location"] ?? this.groupLocation(news, instance);
    return location === undefined ? news : { ...news, location };
  }

  private groupLocation({ resourceGroupName }: PropertyMap, { config }: ProviderInstance): PropertyValue | undefined {
    if (resourceGroupName === UNKNOWN) return UNKNOWN;
    if (typeof resourceGroupName !== "string") return undefined;
    const id = `/subscriptions/${textOf(config, "subscriptionId")}/resourceGroups/${resourceGroupName}`;
    return this.parts.manager.get(id)?.body.location;
  }

  /** Sends the subresources that are there for those that the inputs do not mention: an update replaces the whole body. */
  private withSubresources(type: TypeMapping, id: string, news: PropertyMap, body: ArmBody): ArmBody {
    const current = this.parts.manager.get(id)?.body;
    const kept = Object.entries(type.properties).flatMap(([key, { subresources, wire }]) => {
      const [outer, inner] = wire;
      if (subresources !== true || news[key] !== undefined || outer !== "properties" || inner === undefined) return [];
      const value = current === undefined ? undefined : valueAt(current, `properties.${inner}`);
      return value === undefined ? [] : [[inner, value] as const];
    });
    return kept.length === 0 ? body : { ...body, properties: { ...body.properties, ...Object.fromEntries(kept) } };
  }
}
