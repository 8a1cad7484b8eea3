import type { ArmProblem } from "../../arm/problem";
import type { CloudView } from "../../arm/cloud-view";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { parseResourceId } from "../../arm/resource-id";
import { fixedNameProblems } from "../name-rule";
import { flagAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";
import { databaseType } from "./database";
import { serverType } from "./server";

const keyUri = /^https:\/\/([A-Za-z0-9-]+)\.vault\.azure\.net\/keys\/([A-Za-z0-9-]+)\/([0-9a-f]+)\/?$/;

/** A key of the caller's own must outlive every mistake: its vault needs purge protection. */
export function customerKeyProblems(uri: string, cloud: CloudView, path: string): readonly ArmProblem[] {
  const [, vaultName = "", keyName = ""] = keyUri.exec(uri) ?? [];
  const vault = cloud
    .ofType("Microsoft.KeyVault/vaults")
    .find((each) => parseResourceId(each.id).name.toLowerCase() === vaultName.toLowerCase());
  if (vault === undefined || cloud.get(`${vault.id}/keys/${keyName}`) === undefined) {
    return [
      refusal(
        "AzureKeyVaultKeyNotFound",
        `There is no key '${uri}'. It is written https://<vault>.vault.azure.net/keys/<name>/<version>.`,
        path,
      ),
    ];
  }
  return refuseWhen(flagAt(vault.body, "properties.enablePurgeProtection") !== true, () =>
    refusal(
      "AzureKeyVaultInvalidDeletionRecoveryLevel",
      `The vault '${vaultName}' needs soft delete and purge protection to hold a key that encrypts databases.`,
      path,
    ),
  );
}

/** The name of a server key follows from where it is: vault, key and version. */
function keyNameProblems({ id, requested }: Write): readonly ArmProblem[] {
  const uri = textAt(requested, "properties.uri") ?? "";
  const [, vault, key, version] = keyUri.exec(uri) ?? [];
  if (vault === undefined) return [];
  return fixedNameProblems(id, [`${vault}_${key ?? ""}_${version ?? ""}`]);
}

export const serverKey: ResourceModel = {
  armType: `${serverType}/keys`,
  check: (write) => {
    const uri = textAt(write.requested, "properties.uri");
    if (textAt(write.requested, "properties.serverKeyType") !== "AzureKeyVault") return [];
    return [
      ...missing(write, "properties.uri"),
      ...keyNameProblems(write),
      ...(uri === undefined ? [] : customerKeyProblems(uri, write.cloud, "properties.uri")),
    ];
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
