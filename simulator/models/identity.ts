import type { ArmBody, ArmObject } from "../arm/resource";
import type { Write } from "../arm/resource-model";
import { guidOf, principalOf } from "./computed-value";
import { objectAt, textAt } from "./read-body";

/** The ids that Entra gives to the identities of a resource, added to its `identity`. */
export function withIdentity({ id, cloud }: Write, body: ArmBody): ArmBody {
  const kind = textAt(body, "identity.type")?.toLowerCase() ?? "";
  if (body.identity === undefined || kind === "none") return body;
  const assigned = Object.keys(objectAt(body, "identity.userAssignedIdentities") ?? {});
  const system: ArmObject = kind.includes("systemassigned")
    ? { principalId: principalOf(id.text), tenantId: cloud.tenantOf(id.subscriptionId) }
    : {};
  const identities = assigned.map((each) => [
    each,
    { clientId: guidOf(each, "client"), principalId: principalOf(each) },
  ]);
  const user: ArmObject =
    assigned.length > 0 ? { userAssignedIdentities: Object.fromEntries(identities) as ArmObject } : {};
  return { ...body, identity: { ...body.identity, ...system, ...user } };
}
