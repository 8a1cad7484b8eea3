import {
  isProvider,
  registeredResources,
  secretIn,
  type RegisteredResource,
  type StateResource,
} from "./registered-resource";

/**
 * A plain Pulumi program in JavaScript that registers what a stack's state holds, with no logic of its own: the same
 * types, names, inputs and order; no components.
 *
 * @param state the resources of an export with `--show-secrets`
 * @throws Error for a type of a package whose classes are not known here
 */
export function stockProgram(state: readonly StateResource[]): string {
  const resources = registeredResources(state);
  const modules = [...new Set(resources.map((resource) => moduleOf(resource).module))];
  const imports = modules.map((module, index) => `const m${index} = require(${JSON.stringify(module)});`);
  const lines = resources.map((resource) => registration(resource, modules));
  return [`"use strict";`, `const pulumi = require("@pulumi/pulumi");`, ...imports, "", ...lines, ""].join("\n");
}

function registration(resource: RegisteredResource, modules: readonly string[]): string {
  const { variable, name, dependsOn, provider } = resource;
  const { module, className } = moduleOf(resource);
  const inputs = isProvider(resource) ? providerInputs(resource.inputs) : resource.inputs;
  const options = [
    ...(provider === undefined ? [] : [`provider: ${provider}`]),
    ...(dependsOn.length === 0 ? [] : [`dependsOn: [${dependsOn.join(", ")}]`]),
  ];
  const constructor = `m${modules.indexOf(module)}.${className}`;
  return `const ${variable} = new ${constructor}(${JSON.stringify(name)}, ${literal(inputs)}, { ${options.join(", ")} });`;
}

/** Groups of Kubernetes that have classes of their own, and where these are; every other kind is a custom resource. */
const kubernetesGroups: ReadonlyMap<string, string> = new Map([
  ...["apps", "autoscaling", "batch", "core", "policy"].map((group) => [group, group] as const),
  ["apiextensions.k8s.io", "apiextensions"],
  ["networking.k8s.io", "networking"],
  ["rbac.authorization.k8s.io", "rbac"],
]);

function kubernetesModule(group: string, kind: string): { readonly module: string; readonly className: string } {
  const [name = "", version = ""] = group.split("/");
  const folder = kubernetesGroups.get(name);
  if (folder === undefined) return { module: "@pulumi/kubernetes/apiextensions", className: "CustomResource" };
  return { module: `@pulumi/kubernetes/${folder}/${version}`, className: kind };
}

/** Where the class of a type token is: `PACKAGE:MODULE:Class`, or `pulumi:providers:PACKAGE`. */
function moduleOf({ type }: RegisteredResource): { readonly module: string; readonly className: string } {
  const [first = "", second = "", third = ""] = type.split(":");
  if (isProvider({ type })) return { module: `@pulumi/${third}/provider`, className: "Provider" };
  if (first === "azure-native") return { module: `@pulumi/azure-native/${second}`, className: third };
  if (first === "kubernetes") return kubernetesModule(second, third);
  if (first === "random") return { module: "@pulumi/random", className: third };
  throw new Error(`${type}: a stock program can register types of azure-native, kubernetes and random only`);
}

/** A provider's inputs are text in the state, whatever they are in the program; its version is the package's. */
function providerInputs(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(inputs).filter(([key]) => key !== "version");
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === "true" || value === "false" ? value === "true" : value]),
  );
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const secret = secretIn(value);
  if (secret !== undefined) return `pulumi.secret(${literal(secret.value)})`;
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${literal(item)}`)
    .join(", ")} }`;
}
