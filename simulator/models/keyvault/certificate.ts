import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmResource } from "../../arm/resource";
import { parseResourceId, type ResourceId } from "../../arm/resource-id";
import type { CloudView } from "../../arm/cloud-view";
import type { Requirement } from "../../arm/resource-model";
import { vaultType } from "./vault";

/**
 * Certificates come into a vault through its data plane, from people, and the local cloud has none: the secret that backs
 * a certificate is assumed to be there once somebody looks for it, and is not where it is denied.
 */
export function certificateRequirement(vault: string, name: string, problem: ArmProblem): Requirement {
  const { subscriptionId, name: vaultName } = parseResourceId(vault);
  return { kind: "certificate", subscriptionId, name: `${vaultName}/${name}`.toLowerCase(), problem };
}

/** What Azure's management interface shows of a secret that backs a certificate: never its value. */
export function assumedSecret(
  id: ResourceId,
  cloud: CloudView,
): { requirement: Requirement; body: ArmBody } | undefined {
  const vault = cloud.get(id.parent ?? "");
  if (vault === undefined) return undefined;
  const secretUri = `${uriOf(vault)}secrets/${id.name}`;
  return {
    requirement: certificateRequirement(vault.id, id.name, { code: "SecretNotFound", message: id.text, status: 404 }),
    body: {
      location: vault.body.location ?? "",
      properties: { contentType: "application/x-pkcs12", attributes: { enabled: true }, secretUri },
    },
  };
}

/** The vault at an address such as `https://kvsopnoekey7c2a.vault.azure.net/`. */
export function vaultAt(address: string, cloud: CloudView): ArmResource | undefined {
  return cloud.ofType(vaultType).find((vault) => address.toLowerCase().startsWith(uriOf(vault)));
}

function uriOf({ id }: ArmResource): string {
  return `https://${parseResourceId(id).name.toLowerCase()}.vault.azure.net/`;
}
