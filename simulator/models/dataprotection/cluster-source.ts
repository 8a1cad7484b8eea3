import type { ArmProblem } from "../../arm/problem";
import type { ArmResource } from "../../arm/resource";
import type { BuiltInRole } from "../../../azure/role-definitions";
import { idKey } from "../../arm/resource-id";
import { hasRole } from "../assigned-role";
import { principalOf } from "../computed-value";
import { controlPlaneIdentityOf } from "../containerservice/api-server-rules";
import { bindingType } from "../containerservice/trusted-access-role-binding";
import { extensionType } from "../kubernetesconfiguration/extension";
import { objectAt, objectsAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import type { ProtectedSource } from "./backup-instance";
import { invalidRequest, reachesVault } from "./backup-type";

const parameters = "properties.policyInfo.policyParameters";
const sourcePath = "properties.dataSourceInfo.resourceID";

/** A role that is needed, with all that include it. */
interface NeededRole {
  readonly role: BuiltInRole;
  readonly including: readonly BuiltInRole[];
}

/** What the vault needs on the snapshots to find them, and to copy them into itself. */
const snapshotReader: NeededRole = { role: "Reader", including: ["Reader", "Contributor"] };
const snapshotExporters: readonly NeededRole[] = [
  { role: "Disk Snapshot Contributor", including: ["Disk Snapshot Contributor", "Contributor"] },
  // Rights on contents, which no role for managing resources includes.
  { role: "Data Operator for Managed Disks", including: ["Data Operator for Managed Disks"] },
];

/** The extension that does the work inside the cluster, and the role that lets the vault in. */
const backupExtension = "microsoft.dataprotection.kubernetes";
const backupRole = "microsoft.dataprotection/backupvaults/backup-operator";

/** Where the extension says in which account it stages what it saves. */
const stagingLocation = "configuration.backupStorageLocation.config";

/**
 * Every reason to refuse to protect a cluster.
 *
 * Source: Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2024); for the roles that bring
 * backups into the vault, the example of azurerm_data_protection_backup_instance_kubernetes_cluster
 * (hashicorp/terraform-provider-azurerm). Of the codes, UserErrorBackupExtensionNotFound,
 * UserErrorNotEnoughPermissionOnCluster and UserErrorNotEnoughPermissionOnStagingAccount are estimates.
 */
export function clusterSourceProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const { source } = asked;
  if (source.type.toLowerCase() !== "microsoft.containerservice/managedclusters") {
    return [refusal(invalidRequest, `${source.id} is no managed cluster.`, sourcePath)];
  }
  return [
    ...parameterProblems(asked),
    ...accessProblems(asked),
    ...snapshotGroupProblems(asked),
    ...(reachesVault(asked.policy.body) ? stagingProblems(asked) : []),
  ];
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
  const { write, principalId, policy } = asked;
  const path = `${parameters}.dataStoreParametersList`;
  const group = objectsAt(write.requested, path).flatMap(({ value }) => textAt(value, "resourceGroupId") ?? [])[0];
  if (group === undefined) {
    const message = "The backup of a cluster needs the resource group of its snapshots.";
    return [refusal("UserErrorOperationalStoreParametersNotProvided", message, path)];
  }
  const roles = reachesVault(policy.body) ? [snapshotReader, ...snapshotExporters] : [snapshotReader];
  const lacking = roles.filter(({ including }) => !hasRole(write.cloud, principalId, including, group));
  return [
    ...refuseWhen(lacking.length > 0, () =>
      refusal(
        "UserErrorNotEnoughPermissionOnSnapshotRG",
        `The identity of the vault needs ${lacking.map(({ role }) => `the role ${role}`).join(" and ")} on ${group}.`,
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

/** The account in which the extension stages what it saves, as the extension was told. */
function stagingAccount({ write, source }: ProtectedSource): ArmResource | undefined {
  const settings = write.cloud
    .children(source.id, extensionType)
    .filter(({ body }) => textAt(body, "properties.extensionType")?.toLowerCase() === backupExtension)
    .map(({ body }) => objectAt(body, "properties.configurationSettings") ?? {})[0];
  const told = (name: string): string => {
    const setting = settings?.[`${stagingLocation}.${name}`];
    return typeof setting === "string" ? setting : "";
  };
  const group = `/subscriptions/${told("subscriptionId")}/resourceGroups/${told("resourceGroup")}`;
  return write.cloud.get(`${group}/providers/Microsoft.Storage/storageAccounts/${told("storageAccount")}`);
}

function stagingProblems(asked: ProtectedSource): readonly ArmProblem[] {
  const account = stagingAccount(asked);
  if (account === undefined) return [];
  const readers = ["Storage Blob Data Reader", "Storage Blob Data Contributor", "Storage Blob Data Owner"] as const;
  return refuseWhen(!hasRole(asked.write.cloud, asked.principalId, readers, account.id), () =>
    refusal(
      "UserErrorNotEnoughPermissionOnStagingAccount",
      `The identity of the vault needs the role Storage Blob Data Reader on ${account.id}.`,
      sourcePath,
      403,
    ),
  );
}
