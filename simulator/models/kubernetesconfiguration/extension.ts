import { CLUSTER_EXTENSION } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { principalOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { flagAt, objectAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withProperties } from "../stored-body";

export const extensionType = "Microsoft.KubernetesConfiguration/extensions";

const clusterType = "microsoft.containerservice/managedclusters";
const backupKind = "microsoft.dataprotection.kubernetes";
const settingsPath = "properties.configurationSettings";

/** Where the backup extension keeps what it writes (Microsoft Learn, backup/azure-kubernetes-service-cluster-manage-backups). */
const storageSettings = {
  bucket: "configuration.backupStorageLocation.bucket",
  account: "configuration.backupStorageLocation.config.storageAccount",
  group: "configuration.backupStorageLocation.config.resourceGroup",
  subscription: "configuration.backupStorageLocation.config.subscriptionId",
} as const;

function kindOf(body: ArmObject): string {
  return textAt(body, "properties.extensionType")?.toLowerCase() ?? "";
}

function versionProblems({ requested }: Write): readonly ArmProblem[] {
  const automatic = flagAt(requested, "properties.autoUpgradeMinorVersion") ?? true;
  const scopes = ["cluster", "namespace"].filter(
    (each) => objectAt(requested, `properties.scope.${each}`) !== undefined,
  );
  return [
    ...refuseWhen(automatic && textAt(requested, "properties.version") !== undefined, () =>
      refusal("BadRequest", "A version needs autoUpgradeMinorVersion false.", "properties.version"),
    ),
    ...refuseWhen(scopes.length > 1, () =>
      refusal("BadRequest", "The scope is either the cluster or a namespace.", "properties.scope"),
    ),
  ];
}

function placeProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const parent = cloud.get(id.parent ?? "");
  const twin = cloud
    .children(id.parent ?? "", extensionType)
    .find((other) => idKey(other.id) !== id.key && kindOf(other.body) === kindOf(requested));
  return [
    ...refuseWhen(parent !== undefined && parent.type.toLowerCase() !== clusterType, () =>
      refusal("BadRequest", `An extension is on a managed cluster, not on a '${parent?.type ?? ""}'.`),
    ),
    ...refuseWhen(twin !== undefined, () =>
      // The code is an estimate.
      refusal(
        "ExtensionTypeAlreadyInstalled",
        `${twin?.id ?? ""} is of the same type.`,
        "properties.extensionType",
        409,
      ),
    ),
  ];
}

/** The backup extension needs a container that is there, in the region of its cluster. */
function backupProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  if (kindOf(requested) !== backupKind) return [];
  const settings = objectAt(requested, settingsPath) ?? {};
  const absent = Object.values(storageSettings).filter((key) => typeof settings[key] !== "string");
  const refused = (message: string): ArmProblem => refusal("ExtensionOperationFailed", message, settingsPath);
  if (absent.length > 0) return [refused(`The settings ${absent.join(", ")} are missing.`)];
  const value = (key: keyof typeof storageSettings): string => {
    const setting = settings[storageSettings[key]];
    return typeof setting === "string" ? setting : "";
  };
  const accountId = `/subscriptions/${value("subscription")}/resourceGroups/${value("group")}/providers/Microsoft.Storage/storageAccounts/${value("account")}`;
  const account = cloud.get(accountId);
  const cluster = cloud.get(id.parent ?? "");
  return [
    ...refuseWhen(cloud.get(`${accountId}/blobServices/default/containers/${value("bucket")}`) === undefined, () =>
      refused(`There is no container '${value("bucket")}' in ${accountId}.`),
    ),
    ...refuseWhen(account !== undefined && !sameRegion(account.body.location, cluster?.body.location), () =>
      refused(`${accountId} must be in '${cluster?.body.location ?? ""}', the region of the cluster.`),
    ),
  ];
}

/** Azure answers the names of secrets and not their values. */
function withoutSecrets(requested: Write["requested"]): ArmObject {
  const names = Object.keys(objectAt(requested, "properties.configurationProtectedSettings") ?? {});
  return names.length === 0
    ? {}
    : { configurationProtectedSettings: Object.fromEntries(names.map((name) => [name, ""])) };
}

/** An extension on a cluster. */
export const extension: ResourceModel = {
  armType: extensionType,
  check: (write) => [
    ...nameProblems(write.id, CLUSTER_EXTENSION),
    ...missing(write, "properties.extensionType"),
    ...versionProblems(write),
    ...placeProblems(write),
    ...backupProblems(write),
  ],
  compute: ({ id, requested, cloud }) =>
    withProperties(succeeded(requested), {
      ...withoutSecrets(requested),
      autoUpgradeMinorVersion: flagAt(requested, "properties.autoUpgradeMinorVersion") ?? true,
      releaseTrain: textAt(requested, "properties.releaseTrain") ?? "Stable",
      isSystemExtension: false,
      aksAssignedIdentity: {
        type: "SystemAssigned",
        principalId: principalOf(id.text),
        tenantId: cloud.tenantOf(parseResourceId(id.text).subscriptionId),
      },
    }),
  immutable: ["properties.extensionType", "properties.scope"],
};
