import type { ResourceTypeName } from "../../../../azure/resource-types";
import { walk } from "../../../resources/reading";
import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import type { ResourceSet } from "../../../resources/resource-set";
import { isUnknown } from "../../../resources/unknown";
import type { Gap } from "../model/network-model";

/** A list whose entries are objects. */
export type Entries = readonly Properties[];

/** Reads registered resources and keeps a list of what could not be read, so that nothing is passed over in silence. */
export class ModelReader {
  private readonly found: Gap[] = [];

  constructor(readonly set: ResourceSet) {}

  get gaps(): readonly Gap[] {
    return this.found;
  }

  label(resource: RegisteredResource): string {
    return this.set.nameOf(resource) ?? resource.name;
  }

  /** Notes something that will be known after the update. */
  undetermined(about: RegisteredResource, what: string): undefined {
    this.found.push({ kind: "undetermined", message: `${this.label(about)}: ${what}`, about });
  }

  /** Notes something that this analysis does not model. */
  unclassified(about: RegisteredResource, what: string): undefined {
    this.found.push({ kind: "unclassified", message: `${this.label(about)}: ${what}`, about });
  }

  /** The resource to which a property leads; absent without a note, anything else that is not found with one. */
  follow(
    resource: RegisteredResource,
    path: string,
    ...types: readonly ResourceTypeName[]
  ): RegisteredResource | undefined {
    const reference = this.set.reference(resource, path, ...types);
    switch (reference.kind) {
      case "absent":
        return undefined;
      case "resource":
        if (types.some((type) => type === reference.resource.type)) return reference.resource;
        return this.leadsElsewhere(resource, path);
      case "elsewhere":
        return this.leadsElsewhere(resource, path);
      case "unknown":
        return this.undetermined(resource, `where ${path} leads is not known before the update`);
    }
  }

  /** The resource that one is a part of, where it is of a type. */
  parent(resource: RegisteredResource, type: ResourceTypeName): RegisteredResource | undefined {
    const parent = this.set.parentOf(resource);
    if (parent?.type === type) return parent;
    return this.leadsElsewhere(resource, `its ${type.split(":")[1] ?? type}`);
  }

  /** The parts of one type by what they are a part of. */
  partsOf(type: ResourceTypeName, owner: ResourceTypeName) {
    const byOwner = new Map<RegisteredResource, RegisteredResource[]>();
    for (const part of this.set.resources.filter((resource) => resource.type === type)) {
      const parent = this.parent(part, owner);
      if (parent !== undefined) byOwner.set(parent, [...(byOwner.get(parent) ?? []), part]);
    }
    return byOwner;
  }

  /** A list of objects among a resource's inputs. */
  entries(resource: RegisteredResource, path: string): Entries {
    const reading = walk(resource.inputs, path);
    if (reading.kind === "unknown") this.undetermined(resource, `${path} is not known before the update`);
    return reading.kind === "given" && Array.isArray(reading.value) ? (reading.value as Entries) : [];
  }

  /** Texts of a part of a resource: a list, a single one beside it, or both. */
  texts(about: RegisteredResource, part: Properties, ...properties: readonly string[]): readonly string[] {
    return properties.flatMap((property) => {
      const value = part[property];
      const values: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return values.flatMap((one) => {
        if (isUnknown(one)) this.undetermined(about, `${property} is not known before the update`);
        return typeof one === "string" && !isUnknown(one) && one !== "" ? [one] : [];
      });
    });
  }

  private leadsElsewhere(resource: RegisteredResource, path: string): undefined {
    return this.set.isUnion
      ? this.unclassified(resource, `${path} leads to something that is not part of the platform`)
      : this.undetermined(resource, `${path} leads to another stack: run deltawerk check`);
  }
}

/** An object's property as an object; empty where it is none. */
export function part(value: unknown): Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

/** A list within a part of a resource. */
export function list(value: unknown): Entries {
  return Array.isArray(value) ? (value as Entries) : [];
}

/** A text within a part of a resource; empty where there is none. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Whether two of Azure's keywords are the same, which it compares without regard to case. */
export function sameWord(value: unknown, word: string): boolean {
  return typeof value === "string" && value.toLowerCase() === word.toLowerCase();
}

/** The last part of an id. */
export function lastOf(id: unknown): string {
  return text(id).split("/").at(-1)?.toLowerCase() ?? "";
}
