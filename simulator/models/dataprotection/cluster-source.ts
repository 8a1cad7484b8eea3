import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import { hasRole } from "../assigned-role";
import { principalOf } from "../computed-value";
import { controlPlaneIdentityOf } from "../containerservice/api-server-rules";
import { bindingType } from "../containerservice/trusted-access-role-binding";
import { extensionType } from "../kubernetesconfiguration/extension";
import { objectsAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import type { ProtectedSource } from "./backup-instance";
import { invalidRequest } from "./backup-type";

const parameters = "properties.policyInfo.policyParameters";
const sourcePath = "properties.dataSourceInfo.resourceID";

/** The extension that does the work inside the cluster, and the role that lets the vault in. */
const backupExtension = "microsoft.dataprotection.kubernetes";
const backupRole = "microsoft.dataprotection/backupvaults/backup-operator";

/**
 * Every reason to refuse to protect a cluster. The further roles on snapshots and storage, without which copies do not
 * reach the vault, are not judged here.
 *
 * Source: Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2024). Of the codes,
 * UserErrorBackupExtensionNotFound and UserErrorNotEnoughPermissionOnCluster are estimates.
 */
export function clusterSourceProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const { source } = asked;
  if (source.type.toLowerCase() !== "microsoft.containerservice/managedclusters") {
    return [refusal(invalidRequest, `${source.id} is no managed cluster.`, sourcePath)];
  }
  return [...parameterProblems(asked), ...accessProblems(asked), ...snapshotGroupProblems(asked)];
}

function parameterProblems({ write }: ProtectedSource): readonly ArmProblem[] {
  const path = `${parameters}.backupDatasourceParametersList`;
  const given = objectsAt(write.requested, path).some(
    ({ value }) => textAt(value, "objectType") === "KubernetesClusterBackupDatasourceParameters",
  );
  return refuseWhen(!given, () =>
    refusal(
      "UserErrorInvalidBackupDatasourceParameters",
      "The backup of a cluster needs KubernetesClusterBackupDatasourceParameters.",
      path,
    ),
  );
}

function accessProblems({ write, source, vault, principalId }: ProtectedSource): readonly ArmProblem[] {
  const { cloud } = write;
  const extended = cloud
    .children(source.id, extensionType)
    .some(({ body }) => textAt(body, "properties.extensionType")?.toLowerCase() === backupExtension);
  const trusted = cloud
    .children(source.id, bindingType)
    .some(
      ({ body }) =>
        idKey(textAt(body, "properties.sourceResourceId") ?? "") === idKey(vault.id) &&
        textListAt(body, "properties.roles").some((role) => role.toLowerCase() === backupRole),
    );
  return [
    ...refuseWhen(!extended, () =>
      refusal(
        "UserErrorBackupExtensionNotFound",
        `The cluster ${source.id} has no extension ${backupExtension}.`,
        sourcePath,
      ),
    ),
    ...refuseWhen(!trusted, () =>
      refusal(
        "UserErrorTrustedAccessGatewayReturnedForbidden",
        `The trusted access role binding of ${vault.id} is missing on the cluster ${source.id}.`,
        sourcePath,
        403,
      ),
    ),
    ...refuseWhen(!hasRole(cloud, principalId, ["Reader", "Contributor"], source.id), () =>
      refusal(
        "UserErrorNotEnoughPermissionOnCluster",
        `The identity of the vault needs the role Reader on ${source.id}.`,
        sourcePath,
        403,
      ),
    ),
  ];
}

/** Who the control plane is: the identity that a user made, else that of the cluster itself. */
function clusterPrincipal({ source }: ProtectedSource): string {
  const identity = controlPlaneIdentityOf(source.body);
  return identity === undefined ? (textAt(source.body, "identity.principalId") ?? "") : principalOf(identity);
}

function snapshotGroupProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const { write, principalId } = asked;
  const path = `${parameters}.dataStoreParametersList`;
  const group = objectsAt(write.requested, path).flatMap(({ value }) => textAt(value, "resourceGroupId") ?? [])[0];
  if (group === undefined) {
    const message = "The backup of a cluster needs the resource group of its snapshots.";
    return [refusal("UserErrorOperationalStoreParametersNotProvided", message, path)];
  }
  return [
    ...refuseWhen(!hasRole(write.cloud, principalId, ["Reader", "Contributor"], group), () =>
      refusal(
        "UserErrorNotEnoughPermissionOnSnapshotRG",
        `The identity of the vault needs the role Reader on ${group}.`,
        path,
        403,
      ),
    ),
    ...refuseWhen(!hasRole(write.cloud, clusterPrincipal(asked), ["Contributor"], group), () =>
      refusal(
        "UserErrorMissingMSIPermissionsOnSnapshotResourceGroup",
        `The identity of the cluster needs the role Contributor on ${group}.`,
        path,
        403,
      ),
    ),
  ];
}
