import { registeredResources, secretIn, type StateResource } from "./registered-resource";

/**
 * A Terraform configuration (`main.tf.json`) with one `terraform_data` for each resource that a stack's state holds,
 * with the same inputs and dependencies. Nothing is deployed: it shows what the engine alone costs.
 */
export function terraformConfiguration(state: readonly StateResource[]): string {
  const resources = registeredResources(state).map(({ variable, inputs, dependsOn }) => [
    variable,
    {
      input: expression(inputs),
      ...(dependsOn.length > 0 && { depends_on: dependsOn.map((name) => `terraform_data.${name}`) }),
    },
  ]);
  return JSON.stringify({ resource: { terraform_data: Object.fromEntries(resources) as object } });
}

/** Text and keys of JSON configuration are templates: what begins one is doubled. */
function expression(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(expression);
  if (typeof value !== "object" || value === null) return value;
  const secret = secretIn(value);
  if (secret !== undefined) return expression(secret.value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [escaped(key), expression(item)]));
}

function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
