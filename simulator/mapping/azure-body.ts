import { requestBody } from "../provider/request-body";
import type { PropertyMap } from "../provider/property-value";
import { mapping } from "./mapping";

/** A resource of the SDK as Azure's API takes it. */
export interface AzureBody {
  /** `Microsoft.Sql/servers/databases` */
  readonly armType: string;
  readonly apiVersion: string;
  /** What is sent: nested as the API has it, without type and name. */
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * What the SDK sends to Azure for the inputs of a resource, or nothing where the type is not in the mapping.
 *
 * @param token `azure-native:sql:Database`
 * @param inputs known values only; an encrypted one may be replaced by a text
 */
export function azureBodyOf(token: string, inputs: Readonly<Record<string, unknown>>): AzureBody | undefined {
  const type = mapping.of(token);
  if (type === undefined) return undefined;
  return { armType: type.armType, apiVersion: type.apiVersion, body: requestBody(type, inputs as PropertyMap) };
}
