import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { idKey, isResourceId, parseResourceId } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { flagAt, objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen, repeated } from "../refusal";
import { withProperties } from "../stored-body";
import { accountType } from "./storage-account";

const policyType = `${accountType}/objectReplicationPolicies`;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The account that a policy names, by id or, inside one tenant, by its name. */
function accountNamed(
  text: string | undefined,
  cloud: CloudView,
): { readonly id: string; readonly body: ArmBody } | undefined {
  if (text === undefined) return undefined;
  if (isResourceId(text)) return cloud.get(text);
  return cloud.ofType(accountType).find(({ id }) => parseResourceId(id).name === text.toLowerCase());
}

function blobServiceOf(accountId: string, cloud: CloudView): ArmBody {
  return cloud.get(`${accountId}/blobServices/default`)?.body ?? {};
}

/** Microsoft Learn, object-replication-overview: versions on both sides, the change feed at the source, no hierarchy. */
function prerequisiteProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  return (["sourceAccount", "destinationAccount"] as const).flatMap((role) => {
    const path = `properties.${role}`;
    const account = accountNamed(textAt(requested, path), cloud);
    if (account === undefined)
      return [
        refusal("StorageAccountNotFound", `There is no storage account '${textAt(requested, path) ?? ""}'.`, path, 404),
      ];
    const service = blobServiceOf(account.id, cloud);
    const versions = flagAt(service, "properties.isVersioningEnabled") === true;
    const feed = role === "destinationAccount" || flagAt(service, "properties.changeFeed.enabled") === true;
    const lacks = [...(versions ? [] : ["versioning"]), ...(feed ? [] : ["the change feed"])];
    return [
      ...refuseWhen(lacks.length > 0, () =>
        refusal(
          "ObjectReplicationPrerequisitesNotMet",
          `Object replication needs ${lacks.join(" and ")} on ${account.id}.`,
          path,
          409,
        ),
      ),
      ...refuseWhen(flagAt(account.body, "properties.isHnsEnabled") === true, () =>
        refusal(
          "ObjectReplicationNotSupported",
          `${account.id} has a hierarchical namespace, of which objects are not replicated.`,
          path,
        ),
      ),
    ];
  });
}

function containerProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const rules = objectsAt(requested, "properties.rules");
  const sides = [
    ["sourceAccount", "sourceContainer"],
    ["destinationAccount", "destinationContainer"],
  ] as const;
  return sides.flatMap(([role, side]) => {
    const account = accountNamed(textAt(requested, `properties.${role}`), cloud);
    const named = rules.map(({ path, value }) => ({ path: `${path}.${side}`, value: textAt(value, side) ?? "" }));
    return [
      ...repeated(named, (name, path) =>
        refusal("DuplicateContainerInRule", `The container '${name}' stands in two rules.`, path),
      ),
      ...named.flatMap(({ path, value }) =>
        refuseWhen(
          account !== undefined && cloud.get(`${account.id}/blobServices/default/containers/${value}`) === undefined,
          () =>
            refusal("ContainerNotFound", `The account ${account?.id ?? ""} has no container '${value}'.`, path, 404),
        ),
      ),
    ];
  });
}

/** The policy is made at the destination as `default`; the source takes the id and rule ids that Azure gave there. */
function orderProblems({ id, requested, previous, cloud }: Write): readonly ArmProblem[] {
  const destination = accountNamed(textAt(requested, "properties.destinationAccount"), cloud);
  const source = accountNamed(textAt(requested, "properties.sourceAccount"), cloud);
  const here = idKey(id.parent ?? "");
  if (destination !== undefined && here === idKey(destination.id)) {
    return refuseWhen(previous === undefined && id.name !== "default", () =>
      refusal(
        "InvalidPolicyId",
        "A policy is made on the destination account with the id 'default'; Azure gives it its GUID.",
        "name",
      ),
    );
  }
  if (source === undefined || here !== idKey(source.id)) {
    return [
      refusal(
        "InvalidRequestContent",
        "A policy belongs to its source or its destination account.",
        "properties.sourceAccount",
      ),
    ];
  }
  const known = cloud
    .children(destination?.id ?? "", policyType)
    .map(({ body }) => textAt(body, "properties.policyId"));
  return refuseWhen(!guid.test(id.name) || !known.includes(id.name.toLowerCase()), () =>
    refusal(
      "ObjectReplicationPolicyNotFound",
      `The destination account has no policy '${id.name}'. Make it there first and use its policyId.`,
      "name",
      404,
    ),
  );
}

export const objectReplicationPolicy: ResourceModel = {
  armType: policyType,
  check: (write) => [
    ...missing(write, "properties.sourceAccount", "properties.destinationAccount"),
    ...orderProblems(write),
    ...prerequisiteProblems(write),
    ...containerProblems(write),
  ],
  compute: ({ id, requested, previous, cloud }) => {
    const policyId = guid.test(id.name) ? id.name.toLowerCase() : guidOf(id.text, "replication policy");
    const rules = objectsAt(requested, "properties.rules").map(({ value }) => ({
      ruleId: guidOf(
        id.text,
        `rule ${textAt(value, "sourceContainer") ?? ""} ${textAt(value, "destinationContainer") ?? ""}`,
      ),
      ...value,
    }));
    const enabledTime = textAt(previous?.body ?? {}, "properties.enabledTime") ?? cloud.now;
    return withProperties(requested, { enabledTime, policyId, rules });
  },
};
