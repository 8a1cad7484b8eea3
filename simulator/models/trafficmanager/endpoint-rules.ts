import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { isResourceId } from "../../arm/resource-id";
import { numberAt, textAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";

/** The kinds of endpoints, which are also the types of those that are written alone. */
export const endpointKinds = ["azureEndpoints", "externalEndpoints", "nestedEndpoints"] as const;

/** Microsoft Learn, traffic-manager/traffic-manager-routing-methods. */
const range = [1, 1000] as const;

/** The kind at the end of `Microsoft.Network/trafficManagerProfiles/azureEndpoints`. */
export function kindOf(type: string): string {
  return type.split("/").at(-1)?.toLowerCase() ?? "";
}

/** Every reason to refuse an endpoint by itself; what it leads to must be there and have a DNS name or an address. */
export function endpointProblems(
  endpoint: ArmObject,
  type: string,
  path: string,
  cloud: CloudView,
): readonly ArmProblem[] {
  const name = textAt(endpoint, "name") ?? "";
  const kind = kindOf(type);
  const known = endpointKinds.some((each) => each.toLowerCase() === kind);
  return [
    ...refuseWhen(name.length < 1 || name.length > 260, () =>
      refusal("BadRequest", "An endpoint has a name of 1 to 260 characters.", `${path}.name`),
    ),
    ...refuseWhen(!known, () =>
      refusal(
        "BadRequest",
        `The type of endpoint ${name} is one of ${endpointKinds.join(", ")}, not '${type}'.`,
        `${path}.type`,
      ),
    ),
    ...outside(numberAt(endpoint, "properties.priority"), range, `${path}.properties.priority`, "BadRequest"),
    ...outside(numberAt(endpoint, "properties.weight"), range, `${path}.properties.weight`, "BadRequest"),
    ...(known ? targetProblems(endpoint, kind, `${path}.properties`, cloud) : []),
  ];
}

function targetProblems(endpoint: ArmObject, kind: string, path: string, cloud: CloudView): readonly ArmProblem[] {
  const name = textAt(endpoint, "name") ?? "";
  const target = textAt(endpoint, "properties.targetResourceId");
  if (kind === "externalendpoints") {
    return refuseWhen(textAt(endpoint, "properties.target") === undefined, () =>
      refusal("BadRequest", `The external endpoint ${name} needs a target.`, `${path}.target`),
    );
  }
  if (target === undefined || !isResourceId(target)) {
    return [refusal("BadRequest", `The endpoint ${name} needs a targetResourceId.`, `${path}.targetResourceId`)];
  }
  const resource = cloud.get(target);
  const isAddress = resource?.type.toLowerCase() === "microsoft.network/publicipaddresses";
  return [
    ...refuseWhen(
      isAddress && textAt(resource?.body ?? {}, "properties.dnsSettings.domainNameLabel") === undefined,
      () =>
        refusal(
          "BadRequest",
          `The public address ${target} of endpoint ${name} needs a DNS name (dnsSettings.domainNameLabel).`,
          `${path}.targetResourceId`,
        ),
    ),
    ...refuseWhen(kind === "nestedendpoints" && numberAt(endpoint, "properties.minChildEndpoints") === undefined, () =>
      refusal("BadRequest", `The nested endpoint ${name} needs minChildEndpoints.`, `${path}.minChildEndpoints`),
    ),
  ];
}

/** Names, targets and, where they are given, priorities of the endpoints of one profile all differ. */
export function uniquenessProblems(
  endpoints: readonly { readonly path: string; readonly value: ArmObject }[],
): readonly ArmProblem[] {
  const keys = ["name", "properties.priority", "properties.targetResourceId", "properties.target"] as const;
  return keys.flatMap((key) => {
    const seen = new Set<string>();
    return endpoints.flatMap(({ path, value }) => {
      const text = key === "properties.priority" ? numberAt(value, key)?.toString() : textAt(value, key)?.toLowerCase();
      if (text === undefined) return [];
      const again = seen.has(text);
      seen.add(text);
      return refuseWhen(again, () =>
        refusal(
          "BadRequest",
          `Two endpoints of the profile have the ${key.split(".").at(-1) ?? ""} ${text}.`,
          `${path}.${key}`,
        ),
      );
    });
  });
}
