import { textsIn } from "./body-path";
import type { Reference } from "./cloud-view";
import type { ArmResource } from "./resource";
import { idKey, isResourceId } from "./resource-id";

/** Which resources mention which ids, kept up to date as resources come and go. */
export class ReferenceIndex {
  private readonly mentions = new Map<string, Map<string, Reference[]>>();
  private readonly mentionedBy = new Map<string, readonly string[]>();

  set(key: string, resource: ArmResource): void {
    this.remove(key);
    const references = referencesIn(resource);
    for (const reference of references) {
      const target = idKey(reference.to);
      const sources = this.mentions.get(target) ?? new Map<string, Reference[]>();
      this.mentions.set(target, sources);
      sources.set(key, [...(sources.get(key) ?? []), reference]);
    }
    this.mentionedBy.set(
      key,
      references.map(({ to }) => idKey(to)),
    );
  }

  remove(key: string): void {
    for (const target of this.mentionedBy.get(key) ?? []) {
      const sources = this.mentions.get(target);
      sources?.delete(key);
      if (sources?.size === 0) this.mentions.delete(target);
    }
    this.mentionedBy.delete(key);
  }

  /** Mentions of an id or of anything below it, but not those by itself or by what lies below it. */
  to(key: string): readonly Reference[] {
    const below = `${key}/`;
    const found: Reference[] = [];
    for (const [target, sources] of this.mentions) {
      if (target !== key && !target.startsWith(below)) continue;
      for (const [source, references] of sources) {
        if (source !== key && !source.startsWith(below)) found.push(...references);
      }
    }
    return found;
  }
}

/** Every id that a body mentions. */
export function referencesIn(resource: ArmResource): readonly Reference[] {
  return textsIn(resource.body)
    .filter(({ value }) => isResourceId(value))
    .map(({ path, value }) => ({ from: resource, path, to: value }));
}
