import { parseArmId } from "../../azure/arm-id";
import type { Scope } from "../../components/component-args";
import type { CellPlan } from "../plan/cell-plan";
import type { CertificatePlan } from "../plan/entry-plan";
import { certificateSecretName } from "./certificate-secret";
import type { PlatformSiteOutputs } from "./layer-outputs";
import { made } from "./plan-lookup";

/** The certificate of a tenant's listener at one site. Somebody has to put it there; no stack makes it. */
export interface ListenerCertificate {
  readonly site: string;
  readonly tenant: string;
  readonly hostName: string;
  readonly vault: { readonly id: string; readonly name: string; readonly resourceGroup: string };
  /** Name of the certificate, and of the secret that backs it. */
  readonly name: string;
  readonly declared: CertificatePlan;
  /** Whether somebody has looked for it in the vault. */
  readonly confirmed: boolean;
}

/**
 * Every certificate that the gateways of a cell need, in the order of sites and tenants.
 *
 * @param scope platform, environment and cell
 * @param sites what the platform layer made, by site code
 */
export function listenerCertificates(
  cell: CellPlan,
  scope: Scope,
  sites: Readonly<Record<string, Pick<PlatformSiteOutputs, "keyVaultId">>>,
): readonly ListenerCertificate[] {
  return cell.entries.flatMap(({ site, certificate: declared }) => {
    const id = made(sites, site, "key vault at site").keyVaultId;
    const { names: [name = ""] = [], resourceGroup = "" } = parseArmId(id) ?? {};
    return cell.tenants.map(({ code, hostName, certificateConfirmed }) => ({
      site,
      tenant: code,
      hostName,
      vault: { id, name, resourceGroup },
      name: certificateSecretName({ ...scope, site }, code),
      declared,
      confirmed: certificateConfirmed,
    }));
  });
}
