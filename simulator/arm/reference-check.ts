import { valuesAt } from "./body-path";
import type { CloudView } from "./cloud-view";
import type { ArmProblem } from "./problem";
import { referencesIn } from "./reference-index";
import { isArmObject, type ArmBody, type ArmValue } from "./resource";
import { idKey, parseResourceId } from "./resource-id";
import type { ResourceModel, Write } from "./resource-model";

/** Types of which Azure has instances that nobody makes: built-in roles, built-in policies, what a region offers. */
const builtIn =
  /^Microsoft\.Authorization\/(roleDefinitions|policyDefinitions|policySetDefinitions)$|^[^/]+\/locations(\/|$)|^Microsoft\.Resources\/subscriptions$/i;

/** A problem for every id in a requested body that leads nowhere. */
export function danglingReferences(model: ResourceModel, write: Write): readonly ArmProblem[] {
  const unchecked = new Set(
    (model.uncheckedReferences ?? []).flatMap((path) => valuesAt(write.requested, path).map((value) => value.path)),
  );
  return referencesIn({ id: write.id.text, type: write.id.type, body: write.requested })
    .filter(({ path, to }) => !unchecked.has(path) && !leadsSomewhere(to, write))
    .map(({ path, to }) => model.danglingReference?.(write.id, path, to) ?? dangling(write, path, to));
}

function dangling({ id }: Write, path: string, to: string): ArmProblem {
  return {
    code: "InvalidResourceReference",
    message:
      `Resource ${to} referenced by resource ${id.text} was not found. ` +
      "Please make sure that the referenced resource exists, and that both resources are in the same region.",
    target: path,
  };
}

/** An id leads to a resource, to the one that is being written, or to a named part of either. */
function leadsSomewhere(to: string, write: Write): boolean {
  if (builtIn.test(parseResourceId(to).type)) return true;
  const segments = to.replace(/\/+$/, "").split("/");
  for (let end = segments.length; end >= 3; end -= 2) {
    const body = bodyAt(segments.slice(0, end).join("/"), write);
    if (body !== undefined) return hasPart(body, segments.slice(end));
  }
  return false;
}

function bodyAt(id: string, { id: own, requested, cloud }: Write): ArmBody | undefined {
  return idKey(id) === own.key ? requested : existingBody(id, cloud);
}

function existingBody(id: string, cloud: CloudView): ArmBody | undefined {
  return cloud.get(id)?.body;
}

/** Follows `frontendIPConfigurations/public` through `properties.frontendIPConfigurations[name = public]`. */
function hasPart(body: ArmBody, [collection, name, ...rest]: readonly string[]): boolean {
  if (collection === undefined || name === undefined) return true;
  const items = itemsOf(body, collection);
  const part = items.find((item) => isNamed(item, name));
  return isArmObject(part) && hasPart(part, rest);
}

function isNamed(item: ArmValue, name: string): boolean {
  const own = isArmObject(item) ? item["name"] : undefined;
  return typeof own === "string" && own.toLowerCase() === name.toLowerCase();
}

function itemsOf({ properties }: ArmBody, collection: string): readonly ArmValue[] {
  const key = Object.keys(properties ?? {}).find((candidate) => candidate.toLowerCase() === collection.toLowerCase());
  const items = key === undefined ? undefined : properties?.[key];
  return Array.isArray(items) ? (items as readonly ArmValue[]) : [];
}
