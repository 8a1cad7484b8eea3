import { LIMITS } from "../../../azure/limits";
import { FEDERATED_CREDENTIAL, MANAGED_IDENTITY } from "../../../azure/names/name-limits";
import { idKey } from "../../arm/resource-id";
import type { ResourceModel } from "../../arm/resource-model";
import { guidOf, principalOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { textAt, textListAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";

export const userAssignedIdentity: ResourceModel = {
  armType: identityType,
  check: (write) => [...missing(write, "location"), ...nameProblems(write.id, MANAGED_IDENTITY)],
  compute: ({ id, requested, cloud }) =>
    withProperties(requested, {
      clientId: guidOf(id.text, "client"),
      principalId: principalOf(id.text),
      tenantId: cloud.tenantOf(id.subscriptionId),
    }),
};

const mostCredentials = LIMITS.federatedCredentialsPerIdentity.value;

export const federatedIdentityCredential: ResourceModel = {
  armType: `${identityType}/federatedIdentityCredentials`,
  check: (write) => {
    const { id, requested, cloud } = write;
    const others = cloud
      .children(id.parent ?? "", `${identityType}/federatedIdentityCredentials`)
      .filter((other) => idKey(other.id) !== id.key);
    const pair = (body: typeof requested): string =>
      `${textAt(body, "properties.issuer") ?? ""} ${textAt(body, "properties.subject") ?? ""}`;
    return [
      ...missing(write, "properties.issuer", "properties.subject", "properties.audiences"),
      ...nameProblems(id, FEDERATED_CREDENTIAL),
      ...refuseWhen(textListAt(requested, "properties.audiences").length !== 1, () =>
        refusal("BadRequest", "A federated identity credential has one audience.", "properties.audiences"),
      ),
      ...refuseWhen(others.length >= mostCredentials, () =>
        refusal("BadRequest", `A managed identity has at most ${mostCredentials} federated identity credentials.`),
      ),
      ...refuseWhen(
        others.some(({ body }) => pair(body) === pair(requested)),
        () =>
          refusal(
            "Conflict",
            "Issuer and subject combination already exists for this Managed Identity.",
            "properties.subject",
            409,
          ),
      ),
    ];
  },
  compute: ({ requested }) => requested,
};
