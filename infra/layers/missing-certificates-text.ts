import type { CertificatePlan } from "../plan/entry-plan";
import type { ListenerCertificate } from "./listener-certificates";

/** A certificate that a listener would not get. */
export interface Absence {
  readonly certificate: ListenerCertificate;
  readonly because: string;
}

interface Context {
  readonly stack: string;
  /** How many listeners the stack has at all its sites. */
  readonly listeners: number;
  /** The document in which certificates can be confirmed. */
  readonly environmentFile: string;
}

/** Everything that is missing in one message: where it belongs, what the agreement says of it, and the commands. */
export function missingCertificatesText(absences: readonly Absence[], context: Context): string {
  const { stack, listeners, environmentFile } = context;
  const tenants = [...new Set(absences.map(({ certificate }) => certificate.tenant))];
  return [
    `${absences.length} of ${listeners} listeners of ${stack} have no certificate in their site's key vault. ` +
      "Nothing was created or changed.",
    "",
    ...absences.map(
      ({ certificate: { site, vault, name, hostName }, because }) =>
        `  ${vault.name} (${site})  ${name}  for ${hostName}: ${because}`,
    ),
    "",
    ...[...new Set(absences.map(({ certificate }) => declaredText(certificate.declared)))],
    "",
    "Put them in from inside the network or over the VPN (the vaults have no public address), with the role that this takes:",
    "",
    ...[...new Set(absences.map(({ certificate }) => certificate.vault.id))].map(
      (id) => `  az role assignment create --role "Key Vault Certificates Officer" --assignee <you> --scope ${id}`,
    ),
    ...absences.map(({ certificate: { vault, name, hostName } }) =>
      [
        `  az keyvault certificate import --vault-name ${vault.name} --name ${name}`,
        `--file ${hostName}.pfx --password <its password>`,
      ].join(" "),
    ),
    "",
    "If one is there and is not seen (`az keyvault certificate show --vault-name … --name …`): Azure's management interface",
    `does not promise to show what backs a certificate. Write into ${environmentFile}:`,
    `  confirmedCertificates: [${tenants.join(", ")}]`,
    `Then bring ${stack} up again.`,
  ].join("\n");
}

function declaredText({ class: validation, minimumBits, signature, promises }: CertificatePlan): string {
  const by = promises.length === 0 ? "ours" : promises.join(" ");
  return (
    `Each has ${validation} validation, an RSA key of ${minimumBits} bits or more (or an elliptic key of that strength), ` +
    `and is signed with ${signature} or stronger (${by}).`
  );
}
