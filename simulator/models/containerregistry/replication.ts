import { CONTAINER_REGISTRY } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { missing, refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { isPremium, registryType, zoneRedundancyProblems } from "./registry";

const replicationType = `${registryType}/replications`;

/** Microsoft Learn, container-registry/container-registry-geo-replication; the codes are estimates. */
function placeProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const owner = cloud.get(id.parent ?? "");
  if (owner === undefined) return [];
  const twin = cloud
    .children(owner.id, replicationType)
    .find((other) => idKey(other.id) !== id.key && sameRegion(other.body.location, requested.location));
  return [
    ...refuseWhen(!isPremium(owner.body), () =>
      refusal("FeatureNotSupportedForSku", `Replication needs the SKU Premium of ${owner.id}.`),
    ),
    ...refuseWhen(sameRegion(owner.body.location, requested.location), () =>
      refusal(
        "ReplicationLocationInvalid",
        `'${requested.location ?? ""}' is the home region of the registry and holds it already.`,
        "location",
      ),
    ),
    ...refuseWhen(twin !== undefined, () =>
      refusal("ReplicationLocationInvalid", `${twin?.id ?? ""} is in this region already.`, "location", 409),
    ),
  ];
}

/** A copy of a registry in another region. */
export const replication: ResourceModel = {
  armType: replicationType,
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, CONTAINER_REGISTRY),
    ...placeProblems(write),
    ...zoneRedundancyProblems(write),
  ],
  compute: ({ requested, cloud }) =>
    withProperties(succeeded(withDefaults(requested, { regionEndpointEnabled: true, zoneRedundancy: "Disabled" })), {
      status: { displayStatus: "Ready", timestamp: cloud.now },
    }),
  immutable: ["properties.zoneRedundancy"],
};
