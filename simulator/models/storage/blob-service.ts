import { BLOB_CONTAINER } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import type { CloudView } from "../../arm/cloud-view";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { fixedNameProblems, nameProblems } from "../name-rule";
import { flagAt, numberAt, textAt } from "../read-body";
import { outside, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";
import { accountType } from "./storage-account";

export const blobServiceType = `${accountType}/blobServices`;
export const containerType = `${blobServiceType}/containers`;

/** The account around something in it. */
export function accountIdOf(id: string): string {
  return id.split("/").slice(0, 9).join("/");
}

export function accountOf(id: string, cloud: CloudView): ArmBody {
  return cloud.get(accountIdOf(id))?.body ?? {};
}

/** Microsoft Learn, soft-delete-blob-overview: 1 to 365 days. */
const retention = [1, 365] as const;

/** Microsoft Learn, point-in-time-restore-overview: what a restore is made from must be kept longer than it reaches. */
function restoreProblems({ requested }: Write): readonly ArmProblem[] {
  if (flagAt(requested, "properties.restorePolicy.enabled") !== true) return [];
  const reach = numberAt(requested, "properties.restorePolicy.days") ?? 0;
  const kept = numberAt(requested, "properties.deleteRetentionPolicy.days") ?? 0;
  const ready =
    flagAt(requested, "properties.isVersioningEnabled") === true &&
    flagAt(requested, "properties.changeFeed.enabled") === true &&
    flagAt(requested, "properties.deleteRetentionPolicy.enabled") === true;
  return refuseWhen(!ready || kept <= reach || reach < 1, () =>
    refusal(
      "InvalidRestorePolicy",
      `Point-in-time restore over ${reach} days needs versioning, the change feed and soft delete for more than ${reach} days (it has ${kept}).`,
      "properties.restorePolicy",
    ),
  );
}

/** Object replication copies what the change feed tells of versions, so neither can be taken away below it. */
function replicationProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const policies = cloud.children(accountIdOf(id.text), `${accountType}/objectReplicationPolicies`);
  return refuseWhen(policies.length > 0 && flagAt(requested, "properties.isVersioningEnabled") !== true, () =>
    refusal(
      "VersioningRequiredForObjectReplication",
      "Versioning cannot be disabled while the account has an object replication policy.",
      "properties.isVersioningEnabled",
      409,
    ),
  );
}

/**
 * What cannot be changed is kept by version, so versions stay on (Microsoft Learn,
 * storage/blobs/immutable-version-level-worm-policies, version dependency). The code is an estimate.
 */
function immutableProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const isImmutable = flagAt(accountOf(id.text, cloud), "properties.immutableStorageWithVersioning.enabled") === true;
  return refuseWhen(isImmutable && flagAt(requested, "properties.isVersioningEnabled") === false, () =>
    refusal(
      "VersioningRequiredForImmutableStorage",
      "Versioning cannot be disabled while the account has immutable storage with versioning.",
      "properties.isVersioningEnabled",
      409,
    ),
  );
}

export const blobService: ResourceModel = {
  armType: blobServiceType,
  check: (write) => {
    const { id, requested, cloud } = write;
    const isHierarchical = flagAt(accountOf(id.text, cloud), "properties.isHnsEnabled") === true;
    return [
      ...fixedNameProblems(id, ["default"]),
      ...refuseWhen(isHierarchical && flagAt(requested, "properties.isVersioningEnabled") === true, () =>
        refusal(
          "VersioningNotSupportedForHnsAccount",
          "An account with a hierarchical namespace has no blob versions.",
          "properties.isVersioningEnabled",
        ),
      ),
      ...outside(
        numberAt(requested, "properties.deleteRetentionPolicy.days"),
        retention,
        "properties.deleteRetentionPolicy.days",
      ),
      ...outside(
        numberAt(requested, "properties.containerDeleteRetentionPolicy.days"),
        retention,
        "properties.containerDeleteRetentionPolicy.days",
      ),
      ...restoreProblems(write),
      ...replicationProblems(write),
      ...immutableProblems(write),
    ];
  },
  compute: ({ id, requested, cloud }) => ({
    ...withDefaults(requested, { deleteRetentionPolicy: { enabled: false } }),
    ...(accountOf(id.text, cloud).sku !== undefined && { sku: accountOf(id.text, cloud).sku ?? {} }),
  }),
};

export const blobContainer: ResourceModel = {
  armType: containerType,
  check: ({ id, requested, cloud }) => {
    const isPublic = (textAt(requested, "properties.publicAccess") ?? "None") !== "None";
    const allowed = flagAt(accountOf(id.text, cloud), "properties.allowBlobPublicAccess") === true;
    return [
      ...nameProblems(id, BLOB_CONTAINER, "ContainerNameInvalid"),
      ...refuseWhen(isPublic && !allowed, () =>
        refusal(
          "PublicAccessNotPermitted",
          "Public access is not permitted on this storage account.",
          "properties.publicAccess",
          409,
        ),
      ),
    ];
  },
  compute: ({ requested, previous, cloud }) =>
    withProperties(
      withDefaults(requested, {
        defaultEncryptionScope: "$account-encryption-key",
        denyEncryptionScopeOverride: false,
        publicAccess: "None",
      }),
      {
        hasImmutabilityPolicy: previous?.body.properties?.["hasImmutabilityPolicy"] ?? false,
        hasLegalHold: false,
        lastModifiedTime: cloud.now,
        leaseState: "Available",
        leaseStatus: "Unlocked",
      },
    ),
  immutable: ["properties.immutableStorageWithVersioning.enabled"],
};
