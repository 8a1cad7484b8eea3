import { RANGES } from "../../../azure/limits";
import { KEY_VAULT } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { Effect, ResourceModel, Write } from "../../arm/resource-model";
import type { CloudView, Tombstone } from "../../arm/cloud-view";
import { idKey } from "../../arm/resource-id";
import { nameProblems } from "../name-rule";
import { flagAt, itemsAt, numberAt, textAt } from "../read-body";
import { missing, outside, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties, withoutProperties } from "../stored-body";

export const vaultType = "Microsoft.KeyVault/vaults";

/** Microsoft Learn, key-vault/general/soft-delete-overview (2026-08). */
const defaultRetentionDays = RANGES.keyVaultSoftDelete.to;
const mostPolicies = 1024;

const retentionPath = "properties.softDeleteRetentionInDays";

export function retentionOf(vault: Write["requested"]): number {
  return numberAt(vault, retentionPath) ?? defaultRetentionDays;
}

function isRecovery({ requested }: Pick<Write, "requested">): boolean {
  return textAt(requested, "properties.createMode") === "recover";
}

/** What is set once and for all. The messages are Azure's own. */
function oneWayProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const asked = numberAt(requested, retentionPath);
  return [
    ...refuseWhen(flagAt(requested, "properties.enableSoftDelete") === false, () =>
      refusal(
        "BadRequest",
        "The property \"enableSoftDelete\" can be set to false only for creating new vault. Enabling the 'soft delete' functionality is an irreversible action.",
        "properties.enableSoftDelete",
      ),
    ),
    ...refuseWhen(flagAt(requested, "properties.enablePurgeProtection") === false, () =>
      refusal(
        "BadRequest",
        'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
        "properties.enablePurgeProtection",
      ),
    ),
    ...refuseWhen(previous !== undefined && asked !== undefined && asked !== retentionOf(previous.body), () =>
      refusal(
        "BadRequest",
        'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
        retentionPath,
      ),
    ),
  ];
}

function accessProblems(write: Write): readonly ArmProblem[] {
  const policies = itemsAt(write.requested, "properties.accessPolicies").length;
  const byRole = flagAt(write.requested, "properties.enableRbacAuthorization") === true;
  const given = write.requested.properties?.["accessPolicies"] !== undefined;
  return [
    ...refuseWhen(!byRole && !given && !isRecovery(write), () =>
      refusal(
        "BadRequest",
        "The parameter accessPolicies is not specified, and enableRbacAuthorization is not true.",
        "properties.accessPolicies",
      ),
    ),
    ...refuseWhen(policies > mostPolicies, () =>
      refusal(
        "BadRequest",
        `A vault has at most ${mostPolicies} access policies, and ${policies} were given.`,
        "properties.accessPolicies",
      ),
    ),
  ];
}

function tombstoneOf({ id, cloud }: Write): Tombstone | undefined {
  return cloud.softDeleted(vaultType).find(({ resource }) => idKey(resource.id) === id.key);
}

function recoveryProblems(write: Write): readonly ArmProblem[] {
  return refuseWhen(isRecovery(write) && write.previous === undefined && tombstoneOf(write) === undefined, () =>
    refusal("VaultNotFound", `There is no deleted vault '${write.id.name}' to recover.`, "properties.createMode", 404),
  );
}

/** A recovered vault has its keys and secrets again. */
function recoveredContents({ id, cloud }: Write): readonly Effect[] {
  return [`${vaultType}/keys`, `${vaultType}/secrets`]
    .flatMap((type) => cloud.softDeleted(type))
    .filter(({ resource }) => idKey(resource.id).startsWith(`${id.key}/`))
    .flatMap(({ resource }): readonly Effect[] => [
      { kind: "put", id: resource.id, body: resource.body },
      { kind: "purge", id: resource.id },
    ]);
}

/**
 * Whether nobody can purge the vault before its time, or a key or secret of it
 * (Microsoft Learn, key-vault/general/soft-delete-overview, 2026-08).
 */
export function isPurgeProtected(vaultId: string, cloud: CloudView): boolean {
  const deleted = cloud.softDeleted(vaultType).find(({ resource }) => idKey(resource.id) === idKey(vaultId));
  const found = cloud.get(vaultId) ?? deleted?.resource;
  return found !== undefined && flagAt(found.body, "properties.enablePurgeProtection") === true;
}

export const vault: ResourceModel = {
  armType: vaultType,
  check: (write) => [
    ...missing(write, "location", "properties.tenantId", "properties.sku.name"),
    ...nameProblems(write.id, KEY_VAULT, "VaultNameNotValid"),
    ...outside(numberAt(write.requested, retentionPath), RANGES.keyVaultSoftDelete, retentionPath, "BadRequest"),
    ...oneWayProblems(write),
    ...accessProblems(write),
    ...recoveryProblems(write),
  ],
  compute: (write) => {
    const { id, requested, previous } = write;
    const before = previous?.body ?? tombstoneOf(write)?.resource.body;
    const kept =
      flagAt(before ?? {}, "properties.enablePurgeProtection") === true ? { enablePurgeProtection: true } : {};
    const body = withDefaults(withoutProperties(requested, "createMode"), {
      accessPolicies: [],
      enableRbacAuthorization: false,
      enableSoftDelete: true,
      enabledForDeployment: false,
      publicNetworkAccess: "Enabled",
      softDeleteRetentionInDays: retentionOf(before ?? {}),
      ...kept,
    });
    return withProperties(succeeded(body), { vaultUri: `https://${id.name.toLowerCase()}.vault.azure.net/` });
  },
  effects: (write) =>
    isRecovery(write) && write.previous === undefined
      ? [{ kind: "purge", id: write.id.text }, ...recoveredContents(write)]
      : [],
  nameScope: {
    // A deleted vault that is recovered has the name already.
    key: (id, body) => (textAt(body, "properties.createMode") === "recover" ? undefined : id.name),
    within: "cloud",
    taken: ({ name }) =>
      refusal(
        "VaultAlreadyExists",
        `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state.`,
        "name",
        409,
      ),
  },
  softDeleteDays: ({ body }) => retentionOf(body),
  heldAfterDeletion: ({ id }, cloud) => isPurgeProtected(id, cloud),
};
