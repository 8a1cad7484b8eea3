import type { ArmBody, ArmObject } from "../../arm/resource";
import { parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { numberAt, objectsAt, textAt } from "../read-body";
import { withProperties } from "../stored-body";
import { endpointKinds, endpointProblems, uniquenessProblems } from "./endpoint-rules";

export const profileType = "Microsoft.Network/trafficmanagerprofiles";

/** The endpoints of a profile other than the one of this name. */
function othersOf(profile: ArmBody, name: string): readonly ArmObject[] {
  return objectsAt(profile, "properties.endpoints")
    .map(({ value }) => value)
    .filter((each) => textAt(each, "name")?.toLowerCase() !== name.toLowerCase());
}

/** An endpoint with what Azure adds to it; priorities go on from the highest one. */
export function storedEndpoint(endpoint: ArmObject, index: number, others: readonly ArmObject[]): ArmObject {
  const highest = Math.max(0, ...others.map((each) => numberAt(each, "properties.priority") ?? 0));
  const properties = endpoint["properties"] as ArmObject | undefined;
  return {
    ...endpoint,
    properties: {
      endpointMonitorStatus: "CheckingEndpoint",
      endpointStatus: "Enabled",
      priority: highest + index + 1,
      weight: 1,
      ...properties,
    },
  };
}

function own({ id, requested }: Pick<Write, "id" | "requested">): ArmObject {
  return { name: id.name, type: id.type, properties: requested.properties };
}

/** Endpoints that are written alone: ARM has a type for each kind. The profile's list is the truth. */
export const endpoints: readonly ResourceModel[] = endpointKinds.map((kind) => ({
  armType: `${profileType}/${kind}`,
  check: (write) => {
    const others = othersOf(write.cloud.get(write.id.parent ?? "")?.body ?? {}, write.id.name);
    const all = [...others, own(write)].map((value) => ({ path: "properties", value }));
    return [...endpointProblems(own(write), write.id.type, "", write.cloud), ...uniquenessProblems(all)];
  },
  compute: ({ id, requested, cloud }) => {
    const others = othersOf(cloud.get(id.parent ?? "")?.body ?? {}, id.name);
    return { properties: storedEndpoint(own({ id, requested }), 0, others)["properties"] as ArmObject };
  },
  effects: ({ id, cloud }, computed) => {
    const profile = cloud.get(id.parent ?? "");
    if (profile === undefined) return [];
    const added = { id: id.text, name: id.name, type: id.type, properties: computed.properties ?? {} };
    const body = withProperties(profile.body, { endpoints: [...othersOf(profile.body, id.name), added] });
    return [{ kind: "put", id: profile.id, body }];
  },
  deleteEffects: ({ id, root, cloud }) => {
    const profile = cloud.get(id.parent ?? "");
    if (profile === undefined || parseResourceId(root.id).key !== id.key) return [];
    return [
      {
        kind: "put",
        id: profile.id,
        body: withProperties(profile.body, { endpoints: othersOf(profile.body, id.name) }),
      },
    ];
  },
}));
