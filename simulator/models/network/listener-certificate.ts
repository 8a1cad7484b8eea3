import type { ArmProblem } from "../../arm/problem";
import type { ArmResource } from "../../arm/resource";
import type { Requirement, Write } from "../../arm/resource-model";
import { certificateRequirement, vaultAt } from "../keyvault/certificate";
import { objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";

/** A certificate of a gateway that stands in a key vault. */
interface VaultCertificate {
  /** Where it is mentioned. */
  readonly path: string;
  /** As mentioned: `https://kvsopnoekey7c2a.vault.azure.net/secrets/sct-ab12-edg`, with or without a version. */
  readonly address: string;
  readonly vault: ArmResource | undefined;
  readonly name: string;
}

/** Microsoft Learn, application-gateway/application-gateway-key-vault-common-errors: one code for everything. */
const keyVaultCode = "ApplicationGatewayKeyVaultSecretException";

function vaultCertificates({ requested, cloud }: Pick<Write, "requested" | "cloud">): readonly VaultCertificate[] {
  return objectsAt(requested, "properties.sslCertificates").flatMap(({ path, value }) => {
    const address = textAt(value, "properties.keyVaultSecretId");
    if (address === undefined) return [];
    const [, name = ""] = /\/secrets\/([^/]+)/.exec(address) ?? [];
    return [{ path: `${path}.properties.keyVaultSecretId`, address, vault: vaultAt(address, cloud), name }];
  });
}

/** A certificate in Key Vault is read with an identity of the gateway, from a vault that is there. */
export function certificateProblems(write: Write): readonly ArmProblem[] {
  const hasIdentity = textAt(write.requested, "identity.type")?.includes("UserAssigned") === true;
  return vaultCertificates(write).flatMap(({ path, address, vault }) => [
    ...refuseWhen(!hasIdentity, () =>
      refusal(keyVaultCode, "A certificate in Key Vault needs a user-assigned identity of the gateway.", path),
    ),
    ...refuseWhen(vault === undefined, () =>
      refusal(keyVaultCode, `There is no key vault at '${address}', or it cannot be reached.`, path),
    ),
  ]);
}

/** Certificates that people must have put into the vaults, unless what stands there was made like any other secret. */
export function certificateRequirements(write: Write): readonly Requirement[] {
  return vaultCertificates(write).flatMap(({ path, address, vault, name }) => {
    if (vault === undefined || write.cloud.get(`${vault.id}/secrets/${name}`) !== undefined) return [];
    const problem = refusal(keyVaultCode, `The secret '${address}' was not found in the key vault.`, path);
    return [certificateRequirement(vault.id, name, problem)];
  });
}
