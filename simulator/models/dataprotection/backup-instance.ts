import { BACKUP_INSTANCE } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmResource } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { CloudView } from "../../arm/cloud-view";
import { notModelled, type Deletion, type ResourceModel, type Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withProperties } from "../stored-body";
import {
  blobSource,
  clusterSource,
  instanceType,
  invalidRequest,
  policyType,
  reachesVault,
  sourceTypesOf,
} from "./backup-type";
import { holdsDeletedBackups, immutabilityOf, softDeleteDaysOf } from "./backup-vault";
import { blobSourceProblems } from "./blob-source";
import { clusterSourceProblems } from "./cluster-source";

const sourcePath = "properties.dataSourceInfo.resourceID";
const policyPath = "properties.policyInfo.policyId";
const millisecondsPerDay = 86_400_000;

/** An instance that is to be judged, with what it speaks of. All of that is there. */
export interface ProtectedSource {
  readonly write: Write;
  readonly vault: ArmResource;
  readonly source: ArmResource;
  readonly policy: ArmResource;
  /** The identity with which the vault works. */
  readonly principalId: string;
}

function policyProblems({
  write,
  policy,
  vault,
}: Pick<ProtectedSource, "write" | "policy" | "vault">): readonly ArmProblem[] {
  const type = textAt(write.requested, "properties.dataSourceInfo.datasourceType") ?? "";
  const { parent = "", type: kind } = parseResourceId(policy.id);
  return [
    ...refuseWhen(kind.toLowerCase() !== policyType.toLowerCase() || idKey(parent) !== idKey(vault.id), () =>
      refusal(invalidRequest, `${policy.id} is no policy of the vault ${vault.id}.`, policyPath),
    ),
    ...refuseWhen(!sourceTypesOf(policy.body).some((each) => each.toLowerCase() === type.toLowerCase()), () =>
      refusal(invalidRequest, `The policy ${policy.id} is not for ${type}.`, policyPath),
    ),
  ];
}

function placeProblems({
  write,
  source,
  vault,
}: Pick<ProtectedSource, "write" | "source" | "vault">): readonly ArmProblem[] {
  const said = textAt(write.requested, "properties.dataSourceInfo.resourceLocation");
  const wrong = !sameRegion(source.body.location, vault.body.location);
  return [
    ...refuseWhen(wrong, () =>
      refusal(
        invalidRequest,
        `The data source is in '${source.body.location ?? ""}' and must be in '${vault.body.location ?? ""}', the region of the vault.`,
        sourcePath,
      ),
    ),
    ...refuseWhen(said !== undefined && !sameRegion(said, source.body.location), () =>
      refusal(
        invalidRequest,
        `resourceLocation is '${said ?? ""}', and the data source is in '${source.body.location ?? ""}'.`,
        "properties.dataSourceInfo.resourceLocation",
      ),
    ),
  ];
}

/** A data source is protected once, in one vault. */
function twinProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const source = idKey(textAt(requested, sourcePath) ?? "");
  const twin = cloud
    .ofType(instanceType)
    .find((other) => idKey(other.id) !== id.key && idKey(textAt(other.body, sourcePath) ?? "") === source);
  const deleted = cloud.softDeleted(instanceType).find(({ resource }) => idKey(resource.id) === id.key);
  return [
    ...refuseWhen(twin !== undefined, () =>
      refusal(
        "UserErrorDppDatasourceAlreadyProtected",
        `The data source is already protected by ${twin?.id ?? ""}.`,
        sourcePath,
        409,
      ),
    ),
    ...refuseWhen(deleted !== undefined, () =>
      refusal(
        // The code is an estimate (backup/backup-azure-enhanced-soft-delete-about: recover it first).
        "UserErrorBackupInstanceSoftDeleted",
        `The backup instance ${id.name} is soft-deleted until ${deleted?.purgeAt ?? ""}: undelete it instead.`,
        "name",
        409,
      ),
    ),
  ];
}

function sourceProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const type = textAt(asked.write.requested, "properties.dataSourceInfo.datasourceType") ?? "";
  switch (type.toLowerCase()) {
    case blobSource.toLowerCase():
      return blobSourceProblems(asked);
    case clusterSource.toLowerCase():
      return clusterSourceProblems(asked);
    default: {
      const message = `The local cloud does not model backups of ${type}.`;
      return [refusal(notModelled, message, "properties.dataSourceInfo.datasourceType")];
    }
  }
}

function instanceProblems(write: Write): readonly ArmProblem[] {
  const { id, requested, cloud } = write;
  const vault = cloud.get(id.parent ?? "");
  const source = cloud.get(textAt(requested, sourcePath) ?? "");
  const policy = cloud.get(textAt(requested, policyPath) ?? "");
  if (vault === undefined || source === undefined || policy === undefined) return [];
  const principalId = textAt(vault.body, "identity.principalId");
  if (principalId === undefined) {
    const message = `The vault ${vault.id} has no system-assigned identity with which to read the data source.`;
    return [refusal(invalidRequest, message)];
  }
  const asked: ProtectedSource = { write, vault, source, policy, principalId };
  return [...policyProblems(asked), ...placeProblems(asked), ...twinProblems(write), ...sourceProblems(asked)];
}

function isInVault(instance: ArmResource, cloud: CloudView): boolean {
  const policy = cloud.get(textAt(instance.body, policyPath) ?? "");
  return policy !== undefined && reachesVault(policy.body);
}

/**
 * In an immutable vault backups live until they run out (Microsoft Learn, backup/backup-azure-immutable-vault-concept,
 * 2025). An instance of less than a day has none yet. The code is an estimate.
 */
function deletionProblems({ id, resource, cloud }: Deletion): readonly ArmProblem[] {
  const vault = cloud.get(id.parent ?? "");
  const since = Date.parse(textAt(resource.body, "systemData.createdAt") ?? cloud.now);
  const hasBackups = Date.parse(cloud.now) - since >= millisecondsPerDay;
  const immutable = vault !== undefined && immutabilityOf(vault.body) !== "Disabled";
  return refuseWhen(immutable && hasBackups && isInVault(resource, cloud), () =>
    refusal(
      "UserErrorImmutableVaultDeleteNotAllowed",
      `The vault ${vault?.id ?? ""} is immutable: ${id.name} can be stopped with its backups kept, but not deleted.`,
      undefined,
      409,
    ),
  );
}

/** Something that is backed up. */
export const backupInstance: ResourceModel = {
  armType: instanceType,
  check: (write) => [
    ...nameProblems(write.id, BACKUP_INSTANCE),
    ...missing(write, "properties.objectType", sourcePath, policyPath),
    ...instanceProblems(write),
  ],
  compute: ({ id, requested, previous, cloud }) => ({
    ...withProperties(succeeded(requested), {
      friendlyName: textAt(requested, "properties.friendlyName") ?? id.name,
      currentProtectionState: "ProtectionConfigured",
      protectionStatus: { status: "ProtectionConfigured" },
    }),
    systemData: { createdAt: textAt(previous?.body ?? {}, "systemData.createdAt") ?? cloud.now },
  }),
  checkDelete: deletionProblems,
  softDeleteDays: (instance, cloud) => {
    const vault = cloud.get(parseResourceId(instance.id).parent ?? "");
    return vault !== undefined && isInVault(instance, cloud) ? softDeleteDaysOf(vault.body) : 0;
  },
  heldAfterDeletion: ({ id }, cloud) => holdsDeletedBackups(parseResourceId(id).parent ?? "", cloud),
  immutable: [sourcePath, "properties.policyInfo.policyParameters.dataStoreParametersList"],
};
