import type { ArmProblem } from "../../arm/problem";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { regionName } from "../region-check";
import { withProperties } from "../stored-body";
import { RESOURCES_OF } from "./network-maintenance";

const type = "Microsoft.Maintenance/configurationAssignments";
const path = "properties.maintenanceConfigurationId";

/** A window is for resources of one type in its own region, and a resource has one window. */
function fitProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const configuration = cloud.get(textAt(requested, path) ?? "");
  const target = cloud.get(id.parent ?? "");
  if (configuration === undefined || target === undefined) return [];
  const kind = textAt(configuration.body, "properties.extensionProperties.maintenanceSubScope") ?? "";
  const { type: targetType } = parseResourceId(target.id);
  const others = cloud.children(target.id, type).filter((each) => idKey(each.id) !== id.key);
  return [
    ...refuseWhen(RESOURCES_OF[kind]?.toLowerCase() !== targetType.toLowerCase(), () =>
      refusal("BadRequest", `A window for ${kind} is not for a resource of the type ${targetType}.`, path),
    ),
    ...refuseWhen(regionName(configuration.body.location ?? "") !== regionName(target.body.location ?? ""), () =>
      refusal(
        "BadRequest",
        `The window is in ${configuration.body.location ?? ""}, the resource in ${target.body.location ?? ""}.`,
        path,
      ),
    ),
    ...refuseWhen(others.length > 0, () => refusal("Conflict", `${target.id} has a window already.`, path)),
  ];
}

/** The window of one resource. */
export const configurationAssignment: ResourceModel = {
  armType: type,
  check: (write) => [...missing(write, "location", path), ...fitProblems(write)],
  compute: ({ id, requested }) => withProperties(requested, { resourceId: id.parent ?? "" }),
};
