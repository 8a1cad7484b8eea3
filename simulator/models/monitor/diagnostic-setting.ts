import { LIMITS } from "../../../azure/limits";
import { MONITOR } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey } from "../../arm/resource-id";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { objectsAt, textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";

const settingType = "Microsoft.Insights/diagnosticSettings";

const mostSettings = LIMITS.diagnosticSettingsPerResource.value;

const sinks = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"] as const;

function sinkProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const given = sinks.filter((name) => textAt(requested, `properties.${name}`) !== undefined);
  const others = cloud.children(id.parent ?? "", settingType).filter((other) => idKey(other.id) !== id.key);
  const shared = given.find((name) =>
    others.some(
      ({ body }) =>
        idKey(textAt(body, `properties.${name}`) ?? "") === idKey(textAt(requested, `properties.${name}`) ?? ""),
    ),
  );
  return [
    ...refuseWhen(given.length === 0, () =>
      refusal("BadRequest", `A diagnostic setting needs a destination: ${sinks.join(", ")}.`, "properties"),
    ),
    ...refuseWhen(shared !== undefined, () =>
      refusal(
        "Conflict",
        `Data sink '${textAt(requested, `properties.${shared ?? ""}`) ?? ""}' is already used in another diagnostic setting for the same resource.`,
        `properties.${shared ?? ""}`,
        409,
      ),
    ),
    ...refuseWhen(others.length >= mostSettings, () =>
      refusal("BadRequest", `A resource has at most ${mostSettings} diagnostic settings.`),
    ),
  ];
}

function categoryProblems({ id, requested }: Write): readonly ArmProblem[] {
  const logs = objectsAt(requested, "properties.logs");
  const metrics = objectsAt(requested, "properties.metrics");
  // Microsoft Learn, supported logs: an account has metrics only, its logs belong to its services.
  const hasLogs = !/\/storageAccounts\/[^/]+$/i.test(id.parent ?? "");
  return [
    ...refuseWhen(logs.length + metrics.length === 0, () =>
      refusal("BadRequest", "A diagnostic setting needs a category of logs or metrics.", "properties.logs"),
    ),
    ...refuseWhen(!hasLogs && logs.length > 0, () =>
      refusal(
        "BadRequest",
        "A storage account has no log categories; set them on its blobServices/default.",
        "properties.logs",
      ),
    ),
    ...logs.flatMap(({ path, value }) =>
      refuseWhen((textAt(value, "category") === undefined) === (textAt(value, "categoryGroup") === undefined), () =>
        refusal("BadRequest", "A log setting has either a category or a categoryGroup.", path),
      ),
    ),
    ...metrics.flatMap(({ path, value }) =>
      refuseWhen(textAt(value, "category") === undefined, () =>
        refusal("BadRequest", "A metric setting has a category, for example AllMetrics.", path),
      ),
    ),
  ];
}

export const diagnosticSetting: ResourceModel = {
  armType: settingType,
  check: (write) => [...nameProblems(write.id, MONITOR), ...sinkProblems(write), ...categoryProblems(write)],
  compute: ({ requested }) => requested,
  uncheckedReferences: ["properties.eventHubAuthorizationRuleId", "properties.marketplacePartnerId"],
};
