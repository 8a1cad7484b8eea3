import { BACKUP_VAULT } from "../../../azure/names/name-limits";
import { RANGES } from "../../../azure/limits";
import type { Redundancy } from "../../../azure/regions";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import type { CloudView } from "../../arm/cloud-view";
import { idKey, parseResourceId } from "../../arm/resource-id";
import type { Deletion, ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { numberAt, objectAt, objectsAt, textAt, textListAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen } from "../refusal";
import { redundancyProblems } from "../region-check";
import { succeeded, withProperties } from "../stored-body";
import { instanceType, invalidRequest, proxyType, vaultType } from "./backup-type";

const security = "properties.securitySettings";
const immutabilityPath = `${security}.immutabilitySettings.state`;
const softDeletePath = `${security}.softDeleteSettings`;
const encryptionPath = `${security}.encryptionSettings`;

const redundancies: Readonly<Record<string, Redundancy>> = {
  LocallyRedundant: "LRS",
  ZoneRedundant: "ZRS",
  GeoRedundant: "GRS",
};

/** Whether recovery points can be deleted before they run out. */
export function immutabilityOf(vault: ArmBody): string {
  return textAt(vault, immutabilityPath) ?? "Disabled";
}

/** Days for which a deleted backup can be brought back; 0 where soft delete is off. */
export function softDeleteDaysOf(vault: ArmBody): number {
  if (textAt(vault, `${softDeletePath}.state`) === "Off") return 0;
  return numberAt(vault, `${softDeletePath}.retentionDurationInDays`) ?? RANGES.backupVaultSoftDelete.from;
}

/**
 * Whether deleted backups stay until their time. Otherwise the owner can switch soft delete off, recover and delete them
 * again (Microsoft Learn, backup/soft-delete-azure-backup-faq, 2024), for which a resource guard asks for consent.
 */
export function holdsDeletedBackups(vaultId: string, cloud: CloudView): boolean {
  const state = textAt(cloud.get(vaultId)?.body ?? {}, `${softDeletePath}.state`);
  return state === "AlwaysOn" || cloud.children(vaultId, proxyType).length > 0;
}

function storageProblems({ requested }: Write): readonly ArmProblem[] {
  const path = "properties.storageSettings";
  const settings = objectsAt(requested, path);
  const [setting] = settings;
  if (setting === undefined || settings.length > 1) {
    return [refusal(invalidRequest, `A backup vault has one storage setting, not ${settings.length}.`, path)];
  }
  const type = textAt(setting.value, "type") ?? "";
  const redundancy = redundancies[type];
  const regional = textAt(requested, "properties.featureSettings.crossRegionRestoreSettings.state") === "Enabled";
  return [
    ...noneOf(
      textAt(setting.value, "datastoreType") ?? "",
      ["VaultStore"],
      `${setting.path}.datastoreType`,
      invalidRequest,
    ),
    ...noneOf(type, Object.keys(redundancies), `${setting.path}.type`, invalidRequest),
    ...(redundancy === undefined
      ? []
      : redundancyProblems(redundancy, requested.location, `${setting.path}.type`, invalidRequest)),
    ...refuseWhen(regional && type !== "GeoRedundant", () =>
      refusal(
        invalidRequest,
        `Restore across regions needs GeoRedundant storage, and the vault is ${type}.`,
        "properties.featureSettings.crossRegionRestoreSettings",
      ),
    ),
  ];
}

/** What can be made stricter and never weaker again (Microsoft Learn, backup/backup-azure-immutable-vault-concept, 2025). */
function oneWayProblems({ requested, previous }: Write): readonly ArmProblem[] {
  if (previous === undefined) return [];
  const stays = (path: string, final: string, fallback: string): readonly ArmProblem[] => {
    const asked = textAt(requested, path) ?? fallback;
    return refuseWhen(textAt(previous.body, path) === final && asked !== final, () =>
      refusal(invalidRequest, `'${path}' is ${final}, which is irreversible, and ${asked} was asked for.`, path, 409),
    );
  };
  return [
    ...stays(immutabilityPath, "Locked", "Disabled"),
    ...stays(`${softDeletePath}.state`, "AlwaysOn", "On"),
    ...stays(`${encryptionPath}.state`, "Enabled", "Disabled"),
  ];
}

function weakens({ requested, previous }: Write): boolean {
  if (previous === undefined) return false;
  const was = immutabilityOf(previous.body) !== "Disabled";
  return (
    (was && immutabilityOf(requested) === "Disabled") || softDeleteDaysOf(requested) < softDeleteDaysOf(previous.body)
  );
}

/** With a resource guard, what weakens the vault needs the guard's consent (Microsoft Learn, backup/multi-user-authorization-concept). */
function guardProblems(write: Write): readonly ArmProblem[] {
  const [proxy] = write.cloud.children(write.id.text, proxyType);
  const consents = textListAt(write.requested, "properties.resourceGuardOperationRequests");
  return refuseWhen(proxy !== undefined && weakens(write) && consents.length === 0, () =>
    refusal(
      "LinkedAuthorizationFailed",
      `The vault is under the guard of ${proxy?.id ?? ""}: weakening it needs resourceGuardOperationRequests.`,
      "properties.resourceGuardOperationRequests",
      403,
    ),
  );
}

function encryptionProblems({ requested }: Write): readonly ArmProblem[] {
  if (textAt(requested, `${encryptionPath}.state`) !== "Enabled") return [];
  const identity = textAt(requested, `${encryptionPath}.kekIdentity.identityId`);
  const assigned = Object.keys(objectAt(requested, "identity.userAssignedIdentities") ?? {}).map(idKey);
  const byUser = textAt(requested, `${encryptionPath}.kekIdentity.identityType`) === "UserAssigned";
  return [
    ...refuseWhen(textAt(requested, `${encryptionPath}.keyVaultProperties.keyUri`) === undefined, () =>
      refusal(
        invalidRequest,
        "Encryption with a key of one's own needs its keyUri.",
        `${encryptionPath}.keyVaultProperties.keyUri`,
      ),
    ),
    ...refuseWhen(byUser && !assigned.includes(idKey(identity ?? "")), () =>
      refusal(
        invalidRequest,
        `The vault has no identity '${identity ?? ""}'.`,
        `${encryptionPath}.kekIdentity.identityId`,
      ),
    ),
  ];
}

/** A vault goes only once nothing is protected in it and nothing that was deleted can be brought back. */
function deletionProblems({ id, cloud }: Deletion): readonly ArmProblem[] {
  const [live] = cloud.children(id.text, instanceType);
  const deleted = cloud
    .softDeleted(instanceType)
    .find(({ resource }) => parseResourceId(resource.id).parent?.toLowerCase() === id.key);
  const holder = live?.id ?? deleted?.resource.id;
  return refuseWhen(holder !== undefined, () =>
    refusal(
      // The code is an estimate; that the deletion is refused is documented (backup/create-manage-backup-vault).
      "UserErrorBackupVaultNotEmpty",
      `The vault ${id.name} cannot be deleted while there is ${holder ?? ""}${live === undefined ? `, which is soft-deleted until ${deleted?.purgeAt ?? ""}` : ""}.`,
      undefined,
      409,
    ),
  );
}

/** A Backup vault. */
export const backupVault: ResourceModel = {
  armType: vaultType,
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, BACKUP_VAULT),
    ...storageProblems(write),
    ...outside(
      numberAt(write.requested, `${softDeletePath}.retentionDurationInDays`),
      RANGES.backupVaultSoftDelete,
      `${softDeletePath}.retentionDurationInDays`,
      invalidRequest,
    ),
    ...oneWayProblems(write),
    ...encryptionProblems(write),
    ...guardProblems(write),
  ],
  compute: (write) => {
    const given = objectAt(write.requested, security);
    return withIdentity(
      write,
      withProperties(succeeded(write.requested), {
        securitySettings: {
          ...given,
          immutabilitySettings: { state: immutabilityOf(write.requested) },
          softDeleteSettings: {
            state: textAt(write.requested, `${softDeletePath}.state`) ?? "On",
            retentionDurationInDays:
              numberAt(write.requested, `${softDeletePath}.retentionDurationInDays`) ??
              RANGES.backupVaultSoftDelete.from,
          },
        },
      }),
    );
  },
  view: ({ id, body }, cloud) =>
    withProperties(body, { isVaultProtectedByResourceGuard: cloud.children(id, proxyType).length > 0 }),
  checkDelete: deletionProblems,
  immutable: ["properties.storageSettings", `${encryptionPath}.infrastructureEncryption`],
};
