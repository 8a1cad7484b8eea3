import { parentOfArmId } from "../../azure/arm-id";
import { idInputsOf, idOf } from "../../azure/resource-id";
import { typeOfToken, type ResourceTypeName } from "../../azure/resource-types";
import type { JudgedType } from "./judged-type";
import { walk } from "./reading";
import type { RegisteredResource } from "./registered-resource";
import { isUnknown } from "./unknown";

/** Where a reference of a resource leads. */
export type Reference =
  | { readonly kind: "resource"; readonly resource: RegisteredResource }
  /** A known id of something that is not among the resources: another stack's, or made outside of the program. */
  | { readonly kind: "elsewhere"; readonly id: string }
  /** Not known before the update, and the property depends on none or on several that it could be. */
  | { readonly kind: "unknown"; readonly candidates: readonly RegisteredResource[] }
  | { readonly kind: "absent" };

/**
 * Resources that are judged together: one stack's, or the union of all stacks of a platform. Finds them by type, URN and
 * ARM id; ids that nobody knows before the first update are worked out from names and property dependencies.
 */
export class ResourceSet {
  private readonly byUrn: ReadonlyMap<string, RegisteredResource>;
  private readonly byType = new Map<string, RegisteredResource[]>();
  private readonly byId = new Map<string, RegisteredResource>();
  private readonly ids = new Map<string, string | undefined>();

  /** @param isUnion whether all stacks of the platform are among the resources, so that nothing can lead elsewhere */
  constructor(
    readonly resources: readonly RegisteredResource[],
    readonly isUnion: boolean,
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      const known = this.byType.get(resource.type);
      if (known === undefined) this.byType.set(resource.type, [resource]);
      else known.push(resource);
    }
    for (const resource of resources) {
      const id = this.armIdOf(resource);
      if (id !== undefined && !this.byId.has(id.toLowerCase())) this.byId.set(id.toLowerCase(), resource);
    }
  }

  /** The resources of some types, in the order in which they were registered. */
  ofType(...types: readonly JudgedType[]): readonly RegisteredResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  withUrn(urn: string): RegisteredResource | undefined {
    return this.byUrn.get(urn);
  }

  /** The resource of an ARM id, in whatever case. */
  withId(id: string): RegisteredResource | undefined {
    return this.byId.get(id.toLowerCase());
  }

  /**
   * The resource of an ARM id, or else the nearest one that it is a part of: `…/blobServices/default` is an account's.
   *
   * @param types of which it has to be; any where none is given
   */
  owning(id: string, ...types: readonly ResourceTypeName[]): RegisteredResource | undefined {
    for (let part: string | undefined = id; part !== undefined; part = parentOfArmId(part)) {
      const found = this.withId(part);
      if (found !== undefined && (types.length === 0 || types.some((type) => type === found.type))) return found;
    }
    return undefined;
  }

  /** The nearest resource of a type that a resource is a part of, or is: the account of a container. */
  ancestorOf(resource: RegisteredResource, type: ResourceTypeName): RegisteredResource | undefined {
    const id = this.armIdOf(resource);
    return id === undefined ? undefined : this.owning(id, type);
  }

  /** The ARM id: Azure's where the resource exists, else worked out; nothing where a part of it cannot be known. */
  armIdOf(resource: RegisteredResource): string | undefined {
    if (this.ids.has(resource.urn)) return this.ids.get(resource.urn);
    this.ids.set(resource.urn, undefined); // ends a circle of references
    const id = resource.id !== undefined && resource.id.startsWith("/") ? resource.id : this.workOutId(resource);
    this.ids.set(resource.urn, id);
    return id;
  }

  /** GUID of the subscription that the resource goes into. */
  subscriptionOf(resource: RegisteredResource): string | undefined {
    const provider = resource.provider === undefined ? undefined : this.byUrn.get(resource.provider);
    const subscription = walk(provider?.inputs, "subscriptionId");
    if (subscription.kind === "given" && typeof subscription.value === "string") return subscription.value;
    return /^\/subscriptions\/([^/]+)/i.exec(resource.id ?? "")?.[1];
  }

  /** Where the id at a path of a resource's inputs leads. @param types what it can be, to tell candidates apart */
  reference(resource: RegisteredResource, path: string, ...types: readonly ResourceTypeName[]): Reference {
    const reading = walk(resource.inputs, path);
    if (reading.kind === "absent") return { kind: "absent" };
    if (reading.kind === "given") {
      const id = String(reading.value);
      const found = this.owning(id, ...types) ?? this.owning(id);
      return found === undefined ? { kind: "elsewhere", id } : { kind: "resource", resource: found };
    }
    const candidates = this.sourcesOf(resource, path, types);
    const [only] = candidates;
    return candidates.length === 1 && only !== undefined
      ? { kind: "resource", resource: only }
      : { kind: "unknown", candidates };
  }

  /** What a resource is a part of, by its id: the server of a database. */
  parentReference(resource: RegisteredResource): Reference {
    const id = this.armIdOf(resource);
    if (id === undefined) return { kind: "unknown", candidates: [] };
    const parent = parentOfArmId(id);
    if (parent === undefined) return { kind: "absent" };
    const found = this.owning(parent);
    return found === undefined ? { kind: "elsewhere", id: parent } : { kind: "resource", resource: found };
  }

  /** What a resource is a part of, where that is among the resources. */
  parentOf(resource: RegisteredResource): RegisteredResource | undefined {
    const parent = this.parentReference(resource);
    return parent.kind === "resource" ? parent.resource : undefined;
  }

  /** The resources of some types from which the top-level input of a path comes. */
  private sourcesOf(
    resource: RegisteredResource,
    path: string,
    types: readonly ResourceTypeName[],
  ): readonly RegisteredResource[] {
    const [property = ""] = path.split(".");
    const sources = (resource.propertyDependencies[property] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
    return types.length === 0 ? sources : sources.filter(({ type }) => types.some((wanted) => wanted === type));
  }

  private workOutId(resource: RegisteredResource): string | undefined {
    const type = typeOfToken(resource.type);
    if (type === undefined) return undefined;
    const subscription = this.subscriptionOf(resource);
    if (subscription === undefined && type.path.includes("{subscriptionId}")) return undefined;
    const parts = idInputsOf(type).map((input) => [input, this.idPart(resource, input)] as const);
    const inputs = Object.fromEntries(parts.filter(([, value]) => value !== undefined));
    return idOf(resource.type, inputs, subscription ?? "");
  }

  /** A name or id that is part of a resource's id; of another resource where it comes from that one. */
  private idPart(resource: RegisteredResource, input: string): string | undefined {
    const value = resource.inputs[input];
    if (typeof value === "string" && !isUnknown(value)) return value;
    if (!isUnknown(value)) return undefined;
    const [source, other] = this.sourcesOf(resource, input, []);
    if (source === undefined || other !== undefined) return undefined;
    const isId = ["scope", "resourceUri", "scopeId"].includes(input);
    return isId ? this.armIdOf(source) : this.nameOf(source);
  }

  /** The name that Azure knows a resource by, its own part of the id. */
  nameOf(resource: RegisteredResource): string | undefined {
    const type = typeOfToken(resource.type);
    const own = type === undefined ? undefined : idInputsOf(type).at(-1);
    return own === undefined ? undefined : this.idPart(resource, own);
  }
}
