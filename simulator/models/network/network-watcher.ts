import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { idKey } from "../../arm/resource-id";
import { hasRole } from "../assigned-role";
import { guidOf, principalOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, objectAt, textAt } from "../read-body";
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

/** Roles that write blobs. */
const writers = ["Storage Blob Data Contributor", "Storage Blob Data Owner"] as const;

/**
 * Records are written with the account's key, or by an identity of the flow log where that may write blobs (Microsoft
 * Learn, network-watcher/vnet-flow-logs-managed-identity, 2025-11). The code is an estimate.
 */
function accessProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const store = cloud.get(textAt(requested, "properties.storageId") ?? "");
  if (store === undefined || flagAt(store.body, "properties.allowSharedKeyAccess") !== false) return [];
  const identities = Object.keys(objectAt(requested, "identity.userAssignedIdentities") ?? {});
  return refuseWhen(!identities.some((each) => hasRole(cloud, principalOf(each), writers, store.id)), () =>
    refusal(
      "FlowLogStorageAccountAccessDenied",
      `The storage account ${store.id} has no keys, so the flow log needs a user-assigned identity with the role ${writers[0]} on it; ` +
        `${identities.length === 0 ? "it has no identity" : `${identities.join(", ")} has no such role`}.`,
      "identity",
      403,
    ),
  );
}

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
      ...accessProblems(write),
    ];
  },
  compute: (write) => {
    const { id, requested } = write;
    return withIdentity(
      write,
      withProperties(succeeded(withDefaults(requested, { enabled: true })), {
        targetResourceGuid: guidOf(textAt(requested, "properties.targetResourceId") ?? id.text, "resource"),
      }),
    );
  },
};

export const ddosProtectionPlan: ResourceModel = {
  armType: "Microsoft.Network/ddosProtectionPlans",
  check: (write) => [...missing(write, "location"), ...nameProblems(write.id, NETWORK)],
  compute: ({ id, requested }) => withProperties(succeeded(requested), { resourceGuid: guidOf(id.text, "resource") }),
  // Estimate, not read in a source: networks are taken out of a plan before it goes.
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/virtualNetworks"],
    "InUseDdosProtectionPlanCannotBeDeleted",
    (name, user) => `DDoS protection plan ${name} cannot be deleted while it protects ${user}.`,
  ),
};
