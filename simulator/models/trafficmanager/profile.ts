import { TRAFFIC_MANAGER_PROFILE } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { missing } from "../refusal";

/** A Traffic Manager profile: a DNS name that leads to whichever endpoint its method chooses. */
export const profile: ResourceModel = {
  armType: "Microsoft.Network/trafficmanagerprofiles",
  check: (write) => [
    ...nameProblems(write.id, TRAFFIC_MANAGER_PROFILE),
    ...missing(write, "location", "properties.dnsConfig.relativeName"),
  ],
  compute: ({ requested }) => requested,
};
