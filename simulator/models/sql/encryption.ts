import { parseCustomerKey, serverKeyName, type CustomerKey } from "../../../azure/customer-keys";
import type { ArmProblem } from "../../arm/problem";
import type { CloudView } from "../../arm/cloud-view";
import type { Requirement, ResourceModel, Write } from "../../arm/resource-model";
import { parseResourceId } from "../../arm/resource-id";
import { fixedNameProblems } from "../name-rule";
import { flagAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";
import { databaseType } from "./database";
import { serverType } from "./server";

/** A key of the caller's own must outlive every mistake: its vault needs purge protection. */
function vaultKeyProblems({ store, key }: CustomerKey, uri: string, cloud: CloudView): readonly ArmProblem[] {
  const vault = cloud
    .ofType("Microsoft.KeyVault/vaults")
    .find((each) => parseResourceId(each.id).name.toLowerCase() === store.toLowerCase());
  if (vault === undefined || cloud.get(`${vault.id}/keys/${key}`) === undefined) {
    return [refusal("AzureKeyVaultKeyNotFound", `There is no key '${uri}'.`, "properties.uri")];
  }
  return refuseWhen(flagAt(vault.body, "properties.enablePurgeProtection") !== true, () =>
    refusal(
      "AzureKeyVaultInvalidDeletionRecoveryLevel",
      `The vault '${store}' needs soft delete and purge protection to hold a key that encrypts databases.`,
      "properties.uri",
    ),
  );
}

/**
 * A server reaches a key as its identity. Codes: Microsoft Learn, sql/relational-databases/security/encryption/
 * troubleshoot-tde (2024).
 */
function identityProblems({ id, cloud }: Write): readonly ArmProblem[] {
  const kind = textAt(cloud.get(id.parent ?? "")?.body ?? {}, "identity.type") ?? "None";
  return refuseWhen(kind === "None", () =>
    refusal(
      "AzureKeyVaultNoServerIdentity",
      "The server has no identity with which it could reach the key.",
      "properties.uri",
    ),
  );
}

function keyProblems(write: Write): readonly ArmProblem[] {
  const uri = textAt(write.requested, "properties.uri");
  if (uri === undefined) return [];
  const key = parseCustomerKey(uri);
  if (key === undefined) {
    return [
      refusal(
        "AzureKeyVaultKeyNotFound",
        `There is no key '${uri}'. It is written https://<vault>.vault.azure.net/keys/<name>/<version>, or with managedhsm.azure.net.`,
        "properties.uri",
      ),
    ];
  }
  return [
    ...fixedNameProblems(write.id, [serverKeyName(key)]),
    ...identityProblems(write),
    ...(key.keptIn === "vault" ? vaultKeyProblems(key, uri, write.cloud) : []),
  ];
}

/** What people have to have done with a key in a Managed HSM; its state is behind the pool's own interface. */
function poolRequirement(uri: string): Requirement {
  return {
    kind: "key",
    name: uri.toLowerCase(),
    problem: refusal(
      "AzureKeyVaultMissingPermissions",
      `The server's identity cannot use the key '${uri}': the pool has to be activated and purge-protected, and the identity needs the role 'Managed HSM Crypto Service Encryption User' on the key.`,
      "properties.uri",
    ),
  };
}

export const serverKey: ResourceModel = {
  armType: `${serverType}/keys`,
  check: (write) =>
    textAt(write.requested, "properties.serverKeyType") === "AzureKeyVault"
      ? [...missing(write, "properties.uri"), ...keyProblems(write)]
      : [],
  requirements: ({ requested }) => {
    const uri = textAt(requested, "properties.uri") ?? "";
    return parseCustomerKey(uri)?.keptIn === "hsm" ? [poolRequirement(uri)] : [];
  },
  compute: ({ requested, cloud }) =>
    withProperties({ ...requested, kind: "azurekeyvault" }, { creationDate: cloud.now }),
};

export const encryptionProtector: ResourceModel = {
  armType: `${serverType}/encryptionProtector`,
  check: (write) => {
    const { id, requested, cloud } = write;
    const name = textAt(requested, "properties.serverKeyName") ?? "";
    const isOwn = textAt(requested, "properties.serverKeyType") === "AzureKeyVault";
    return [
      ...fixedNameProblems(id, ["current"]),
      ...missing(write, "properties.serverKeyType"),
      ...refuseWhen(isOwn && cloud.get(`${id.parent ?? ""}/keys/${name}`) === undefined, () =>
        refusal(
          "ServerKeyNotFound",
          `The server has no key '${name}'. Add it as a server key first.`,
          "properties.serverKeyName",
          404,
        ),
      ),
    ];
  },
  compute: ({ id, requested, cloud }) => {
    const name = textAt(requested, "properties.serverKeyName") ?? "ServiceManaged";
    const uri = textAt(cloud.get(`${id.parent ?? ""}/keys/${name}`)?.body ?? {}, "properties.uri");
    return withProperties(
      { ...requested, kind: uri === undefined ? "servicemanaged" : "azurekeyvault" },
      { serverKeyName: name, ...(uri !== undefined && { uri }) },
    );
  },
};

export const transparentDataEncryption: ResourceModel = {
  armType: `${databaseType}/transparentDataEncryption`,
  check: (write) => [...fixedNameProblems(write.id, ["current"]), ...missing(write, "properties.state")],
  compute: ({ requested }) => requested,
};
