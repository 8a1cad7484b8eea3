import type { ArmProblem } from "../../arm/problem";
import { hasRole } from "../assigned-role";
import { flagAt, objectsAt, textAt, textsAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import type { ProtectedSource } from "./backup-instance";
import { invalidRequest, reachesVault } from "./backup-type";

const listPath = "properties.policyInfo.policyParameters.backupDatasourceParametersList";
/** Microsoft Learn, backup/blob-backup-support-matrix; estimate. */
const mostContainers = 100;

/** Every reason to refuse to protect the blobs of an account. */
export function blobSourceProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const { write, source, principalId } = asked;
  const isAccount = source.type.toLowerCase() === "microsoft.storage/storageaccounts";
  const path = "properties.dataSourceInfo.resourceID";
  if (!isAccount) return [refusal(invalidRequest, `${source.id} is no storage account.`, path)];
  const allowed = hasRole(write.cloud, principalId, ["Storage Account Backup Contributor"], source.id);
  return [
    ...refuseWhen(
      textAt(source.body, "kind") !== "StorageV2" || flagAt(source.body, "properties.isHnsEnabled") === true,
      () => refusal(invalidRequest, `${source.id} must be of kind StorageV2, without a hierarchical namespace.`, path),
    ),
    ...refuseWhen(!allowed, () =>
      refusal(
        // The code is an estimate; that the role is needed is documented (backup/blob-backup-configure-manage).
        "UserErrorMissingRequiredPermissions",
        `The identity of the vault needs the role Storage Account Backup Contributor on ${source.id}.`,
        path,
        403,
      ),
    ),
    ...(reachesVault(asked.policy.body) ? containerProblems(asked) : []),
  ];
}

/** A copy in the vault is of named containers. */
function containerProblems({ write, source }: ProtectedSource): readonly ArmProblem[] {
  const names = objectsAt(write.requested, listPath).flatMap(({ path, value }) =>
    textsAt(value, "containersList").map((each) => ({ path: `${path}.${each.path}`, value: each.value })),
  );
  return [
    ...refuseWhen(names.length === 0 || names.length > mostContainers, () =>
      refusal(
        "UserErrorInvalidBackupDatasourceParameters",
        `Backup into the vault needs a containersList of 1 to ${mostContainers} containers, and ${names.length} were given.`,
        listPath,
      ),
    ),
    ...names.flatMap(({ path, value }) =>
      refuseWhen(write.cloud.get(`${source.id}/blobServices/default/containers/${value}`) === undefined, () =>
        refusal("UserErrorInvalidBackupDatasourceParameters", `The account has no container '${value}'.`, path),
      ),
    ),
  ];
}
