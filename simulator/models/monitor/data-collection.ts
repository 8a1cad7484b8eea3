import { DATA_COLLECTION_RULE } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { objectAt, objectsAt, textAt, textListAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { regionName } from "../region-check";
import { succeeded, withProperties } from "../stored-body";

const workspaces = "properties.destinations.logAnalytics";

/** Every flow leads to a destination, and a workspace is in the region of the rule. */
function flowProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const targets = objectsAt(requested, workspaces);
  const names = targets.map(({ value }) => textAt(value, "name"));
  const flows = objectsAt(requested, "properties.dataFlows");
  return [
    ...refuseWhen(flows.length === 0, () =>
      refusal("InvalidPayload", "A data collection rule needs a flow.", "properties.dataFlows"),
    ),
    ...flows.flatMap(({ path, value }) =>
      textListAt(value, "destinations")
        .filter((name) => !names.includes(name))
        .map((name) => refusal("InvalidPayload", `There is no destination '${name}'.`, `${path}.destinations`)),
    ),
    ...targets.flatMap(({ path, value }) => {
      const region = cloud.get(textAt(value, "workspaceResourceId") ?? "")?.body.location;
      return refuseWhen(region !== undefined && regionName(region) !== regionName(requested.location ?? ""), () =>
        refusal(
          "InvalidPayload",
          `The workspace is in ${region ?? ""}, not in the rule's region.`,
          `${path}.workspaceResourceId`,
        ),
      );
    }),
  ];
}

/**
 * What is collected from machines or clusters, and where it goes.
 *
 * Source: Azure REST API specification, Microsoft.Insights/dataCollectionRules 2022-06-01; the region is Microsoft Learn,
 * azure-monitor/data-collection/data-collection-rule-overview (2025).
 */
export const dataCollectionRule: ResourceModel = {
  armType: "Microsoft.Insights/dataCollectionRules",
  check: (write) => {
    const kinds = Object.keys(objectAt(write.requested, "properties.dataSources") ?? {});
    return [
      ...missing(write, "location", workspaces),
      ...nameProblems(write.id, DATA_COLLECTION_RULE),
      ...kinds.flatMap((kind) =>
        refuseWhen(kind !== "extensions", () =>
          refusal(notModelled, `The local cloud models no data source '${kind}'.`, "properties.dataSources"),
        ),
      ),
      ...flowProblems(write),
    ];
  },
  compute: ({ id, requested }) =>
    succeeded(withProperties(requested, { immutableId: `dcr-${guidOf(id.text, "rule").replaceAll("-", "")}` })),
};

/** The rule that one resource is held to. */
export const dataCollectionRuleAssociation: ResourceModel = {
  armType: "Microsoft.Insights/dataCollectionRuleAssociations",
  check: (write) => missing(write, "properties.dataCollectionRuleId"),
  compute: ({ requested }) => succeeded(requested),
};
