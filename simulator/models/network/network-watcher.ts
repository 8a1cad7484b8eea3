import { NETWORK } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { idKey } from "../../arm/resource-id";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { numberAt, textAt } from "../read-body";
import { missing, outside, refusal, refuseWhen } from "../refusal";
import { regionName, sameRegion } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";

/** Azure lets a subscription have one watcher in a region (Microsoft Learn, network-watcher/network-watcher-create). */
export const networkWatcher: ResourceModel = {
  armType: "Microsoft.Network/networkWatchers",
  check: (write) => [...missing(write, "location"), ...nameProblems(write.id, NETWORK)],
  compute: ({ requested }) => succeeded(requested),
  nameScope: {
    key: (_, body) => regionName(body.location ?? ""),
    within: "subscription",
    taken: (id) =>
      refusal(
        "NetworkWatcherCountLimitReached",
        `Cannot create more than 1 network watchers for this subscription in this region, and '${id.name}' would be one more.`,
        "location",
      ),
  },
};

/** Flow logs of security groups can no longer be made since 30 June 2025 (Azure updates). */
const targets = ["Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets"];

/** Microsoft Learn, network-watcher/vnet-flow-logs-overview. */
const longestRetention = 365;

export const flowLog: ResourceModel = {
  armType: "Microsoft.Network/networkWatchers/flowLogs",
  check: (write) => {
    const { requested, cloud } = write;
    const target = cloud.get(textAt(requested, "properties.targetResourceId") ?? "");
    const store = cloud.get(textAt(requested, "properties.storageId") ?? "");
    return [
      ...missing(write, "location", "properties.targetResourceId", "properties.storageId"),
      ...nameProblems(write.id, NETWORK),
      ...refuseWhen(target !== undefined && !targets.some((type) => idKey(type) === idKey(target.type)), () =>
        refusal(
          "NsgFlowLogCreationBlocked",
          `Flow logs are made for virtual networks and subnets, not for ${target?.type ?? ""}.`,
          "properties.targetResourceId",
        ),
      ),
      ...refuseWhen(store !== undefined && !sameRegion(store.body.location, requested.location), () =>
        refusal(
          "InvalidStorageAccountLocation",
          `The storage account of a flow log must be in its region '${requested.location ?? ""}'.`,
          "properties.storageId",
        ),
      ),
      ...outside(
        numberAt(requested, "properties.retentionPolicy.days"),
        [0, longestRetention],
        "properties.retentionPolicy.days",
      ),
    ];
  },
  compute: ({ id, requested }) =>
    withProperties(succeeded(withDefaults(requested, { enabled: true })), {
      targetResourceGuid: guidOf(textAt(requested, "properties.targetResourceId") ?? id.text, "resource"),
    }),
};

export const ddosProtectionPlan: ResourceModel = {
  armType: "Microsoft.Network/ddosProtectionPlans",
  check: (write) => [...missing(write, "location"), ...nameProblems(write.id, NETWORK)],
  compute: ({ id, requested }) => withProperties(succeeded(requested), { resourceGuid: guidOf(id.text, "resource") }),
};
