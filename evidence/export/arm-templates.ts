import { parseArmId, type ArmId } from "../../azure/arm-id";
import { typeOfToken } from "../../azure/resource-types";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { SECRET } from "../../policies/resources/unknown";
import { stableJson } from "./stable-json";

/** How a resource of the SDK reads in Azure's API; nothing where nobody knows. */
export type BodyOf = (
  token: string,
  inputs: Readonly<Record<string, unknown>>,
) => { readonly apiVersion: string; readonly body: Readonly<Record<string, unknown>> } | undefined;

/** A file with its path below the folder that is written, with forward slashes. */
export interface ExportedFile {
  readonly path: string;
  readonly text: string;
}

interface TemplateResource extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly name: string;
  /** What an extension resource extends. */
  readonly scope?: string;
}

/** A resource with the file and the scope that its id puts it in. */
interface Placed {
  readonly resource: RegisteredResource;
  readonly id: string;
  readonly arm: ArmId;
  readonly template: string;
}

/** What was written and what could not be. */
export interface ArmExport {
  readonly files: readonly ExportedFile[];
  /** Names of Azure's resources that have no place in a template, with the reason. */
  readonly left: readonly string[];
}

const SCHEMAS = {
  group: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  subscription: "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
};

/**
 * Resources as ARM templates: one for each stack and resource group, and one for what a stack has in each subscription
 * itself. Names and types are written in full (`server/database`), as templates have them outside of their parents.
 */
export function armTemplates(resources: readonly RegisteredResource[], bodyOf: BodyOf): ArmExport {
  const left: string[] = [];
  const placed = resources.flatMap((resource): readonly Placed[] => {
    if (typeOfToken(resource.type) === undefined) return [];
    const arm = resource.id === undefined ? undefined : parseArmId(resource.id);
    if (arm?.subscription === undefined || resource.id === undefined) {
      left.push(`${resource.stack} ${resource.name}: it has no id of Azure's`);
      return [];
    }
    return [{ resource, id: resource.id, arm, template: templateOf(resource, arm) }];
  });
  const templates = new Map<string, Placed[]>();
  for (const one of placed) templates.set(one.template, [...(templates.get(one.template) ?? []), one]);
  const files = [...templates.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, inside]) => ({ path, text: templateText(inside, bodyOf, left) }));
  return { files, left: left.sort() };
}

/** A resource group itself is made in the subscription. */
function isInGroup({ type, resourceGroup }: ArmId): boolean {
  return resourceGroup !== undefined && type.toLowerCase() !== "microsoft.resources/resourcegroups";
}

function templateOf({ stack }: RegisteredResource, arm: ArmId): string {
  const file = isInGroup(arm) ? (arm.resourceGroup ?? "") : "subscription";
  // Two subscriptions may have groups of one name.
  return `${stack}/${arm.subscription ?? ""}/${file}.json`.toLowerCase();
}

function templateText(inside: readonly Placed[], bodyOf: BodyOf, left: string[]): string {
  const ids = new Map(inside.map(({ resource, id }) => [resource.urn, id]));
  const parameters = new Map<string, unknown>();
  const resources = inside.flatMap((one) => {
    const written = templateResource(one, ids, bodyOf, parameters);
    if (written === undefined) left.push(`${one.resource.stack} ${one.resource.name}: its shape in Azure is not known`);
    return written ?? [];
  });
  const [first] = inside;
  return stableJson({
    $schema: first !== undefined && isInGroup(first.arm) ? SCHEMAS.group : SCHEMAS.subscription,
    contentVersion: "1.0.0.0",
    ...(parameters.size > 0 && { parameters: Object.fromEntries(parameters) }),
    resources: resources.sort((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1)),
  });
}

const orderOf = ({ type, name, scope = "" }: TemplateResource): string => `${type} ${name} ${scope}`;

function templateResource(
  { resource, arm }: Placed,
  ids: ReadonlyMap<string, string>,
  bodyOf: BodyOf,
  parameters: Map<string, unknown>,
): TemplateResource | undefined {
  const found = bodyOf(typeOfToken(resource.type)?.token ?? "", resource.inputs);
  if (found === undefined) return undefined;
  const scope = relativeScope(arm);
  const needs = resource.dependencies.flatMap((urn) => ids.get(urn) ?? []);
  const name = arm.names.join("/");
  return {
    ...(expressions(found.body, `${resource.name}`, parameters) as Readonly<Record<string, unknown>>),
    type: arm.type,
    apiVersion: found.apiVersion,
    name: escaped(name),
    ...(scope !== undefined && { scope }),
    ...(needs.length > 0 && { dependsOn: [...new Set(needs)].sort() }),
  };
}

/** What an extension resource extends, as templates write it: `Microsoft.Sql/servers/sql-…`. */
function relativeScope({ scope, subscription, resourceGroup }: ArmId): string | undefined {
  const base = `/subscriptions/${subscription ?? ""}${resourceGroup === undefined ? "" : `/resourceGroups/${resourceGroup}`}`;
  if (scope.length <= base.length) return undefined;
  return scope.slice(base.length).replace(/^\/providers\//i, "");
}

/** Values as templates write them: nothing that a template would take for an expression, and no secret. */
function expressions(value: unknown, path: string, parameters: Map<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => expressions(item, `${path}-${index}`, parameters));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => [key, expressions(inner, `${path}-${key}`, parameters)]),
    );
  }
  if (value === SECRET) {
    parameters.set(path, { type: "securestring" });
    return `[parameters('${path}')]`;
  }
  return typeof value === "string" ? escaped(value) : value;
}

/** Source: Microsoft Learn, template expressions: a text that begins with a bracket begins with two of them. */
function escaped(text: string): string {
  return text.startsWith("[") ? `[${text}` : text;
}
