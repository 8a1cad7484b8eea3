import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { registeredResource, type Properties, type RegisteredResource } from "../resources/registered-resource";

/** The SDK hands properties out behind a proxy that throws at an unknown value; this is what is behind it. */
const BEHIND_PROXY = "__getSpecialProxyTarget";

function plain(properties: Readonly<Record<string, unknown>>): Properties {
  return (properties[BEHIND_PROXY] as Properties | undefined) ?? properties;
}

/** A resource before it is created or updated. */
export function resourceBefore({ urn, props, opts, provider }: ResourceValidationArgs): RegisteredResource {
  return registeredResource({
    urn,
    inputs: plain(props),
    protect: opts.protect,
    ...(opts.parent !== undefined && opts.parent !== "" && { parent: opts.parent }),
    ...(provider !== undefined && { provider: provider.urn }),
  });
}

/** The provider of a resource, which the engine shows to packs in no other way. */
export function providerOf({ provider }: Pick<ResourceValidationArgs, "provider">): RegisteredResource | undefined {
  return provider && registeredResource({ urn: provider.urn, inputs: plain(provider.props) });
}

/**
 * A resource at the end of a preview or update. Its inputs are those with which it was judged before, because the engine
 * now shows outputs only.
 */
export function resourceAfter(
  { urn, props, opts, provider, parent, dependencies, propertyDependencies }: PolicyResource,
  inputs: Properties | undefined,
): RegisteredResource {
  const outputs = plain(props);
  const id = outputs["id"];
  return registeredResource({
    urn,
    inputs: inputs ?? outputs,
    outputs,
    ...(typeof id === "string" && id.startsWith("/") && { id }),
    ...(parent !== undefined && { parent: parent.urn }),
    ...(provider !== undefined && { provider: provider.urn }),
    dependencies: dependencies.map((dependency) => dependency.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([property, sources]) => [property, sources.map((one) => one.urn)]),
    ),
    protect: opts.protect,
  });
}
