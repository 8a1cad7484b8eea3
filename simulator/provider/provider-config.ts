import type { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { readProperties, type PropertyMap, type PropertyValue } from "./property-value";

/**
 * The configuration of a provider instance.
 *
 * The engine sends it twice: as an object, and as texts under `<package>:config:<name>`. Values other than texts are
 * JSON in both.
 */
export function readConfig(request: ConfigureRequest, packageName: string): PropertyMap {
  const prefix = `${packageName}:config:`;
  const variables = request
    .getVariablesMap()
    .toArray()
    .map(([key, value]): [string, PropertyValue] => [key.startsWith(prefix) ? key.slice(prefix.length) : key, value]);
  return { ...Object.fromEntries(variables), ...readProperties(request.getArgs()) };
}
