import * as keyvault from "@pulumi/azure-native/keyvault";
import * as pulumi from "@pulumi/pulumi";
import type { ListenerCertificate } from "./listener-certificates";
import { firstLineOf, isMissing } from "./missing-resource";
import { missingCertificatesText, type Absence } from "./missing-certificates-text";

/**
 * Stops, in a preview too, where a gateway would not find the certificate of a listener: Azure would say so only after
 * minutes, when half of the cell is there. Tenants whose certificates somebody has confirmed are not asked about
 * (docs/adr/0010).
 *
 * @param provider of the subscription that holds the vaults
 * @param environmentFile where certificates are confirmed, for the message
 * @throws RunError with everything that is missing, and how to put it in
 */
export async function requireCertificates(
  certificates: readonly ListenerCertificate[],
  provider: pulumi.ProviderResource,
  environmentFile: string,
): Promise<void> {
  const wanted = certificates.filter(({ confirmed }) => !confirmed);
  const found = await Promise.all(wanted.map((certificate) => absenceOf(certificate, provider)));
  const absent = found.filter((absence) => absence !== undefined);
  if (absent.length > 0) {
    throw new pulumi.RunError(
      missingCertificatesText(absent, { stack: pulumi.getStack(), listeners: certificates.length, environmentFile }),
    );
  }
}

/** Why a listener would not get its certificate; nothing where it would. */
async function absenceOf(
  certificate: ListenerCertificate,
  provider: pulumi.ProviderResource,
): Promise<Absence | undefined> {
  const { vault, name } = certificate;
  try {
    const { properties } = await keyvault.getSecret(
      { vaultName: vault.name, resourceGroupName: vault.resourceGroup, secretName: name },
      { provider },
    );
    return properties.attributes?.enabled === false ? { certificate, because: "it is disabled" } : undefined;
  } catch (error) {
    // A missing right or a fault decides nothing.
    return { certificate, because: isMissing(error) ? "it is not there" : `undetermined: ${firstLineOf(error)}` };
  }
}
