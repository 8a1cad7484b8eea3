import { SYSTEM_TOPIC } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { idKey, parseResourceId } from "../../arm/resource-id";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { regionName } from "../region-check";
import { succeeded, withProperties } from "../stored-body";

const type = "Microsoft.EventGrid/systemTopics";
const sourcePath = "properties.source";

/** What sends events, by the type of topic (Microsoft Learn, event-grid/system-topics, 2025). */
const sources: Readonly<Record<string, string>> = { "Microsoft.KeyVault.vaults": "Microsoft.KeyVault/vaults" };

/** A topic stands in the region of its source, and a source has one (Microsoft Learn, event-grid/system-topics, 2025). */
function sourceProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const source = textAt(requested, sourcePath);
  const kind = textAt(requested, "properties.topicType");
  if (source === undefined || kind === undefined) return [];
  const expected = sources[kind];
  if (expected === undefined) {
    const message = `The local cloud models events of ${Object.keys(sources).join(", ")}, not of '${kind}'.`;
    return [refusal(notModelled, message, "properties.topicType")];
  }
  const wrong = parseResourceId(source).type.toLowerCase() !== expected.toLowerCase();
  if (wrong) return [refusal("InvalidRequest", `'${source}' sends no events of ${kind}.`, sourcePath)];
  const region = cloud.get(source)?.body.location;
  const other = cloud.ofType(type).find(({ id: held, body }) => {
    return idKey(held) !== id.key && idKey(textAt(body, sourcePath) ?? "") === idKey(source);
  });
  return [
    ...refuseWhen(region !== undefined && regionName(region) !== regionName(requested.location ?? ""), () =>
      refusal("InvalidRequest", `A system topic stands in the region of its source, ${region ?? ""}.`, "location"),
    ),
    ...refuseWhen(other !== undefined, () =>
      refusal("InvalidRequest", `Only one system topic is allowed for source: ${other?.id ?? ""}.`, sourcePath),
    ),
  ];
}

/** The events that one resource of Azure sends. */
export const systemTopic: ResourceModel = {
  armType: type,
  check: (write) => [
    ...missing(write, "location", sourcePath, "properties.topicType"),
    ...nameProblems(write.id, SYSTEM_TOPIC),
    ...sourceProblems(write),
  ],
  compute: ({ id, requested }) => succeeded(withProperties(requested, { metricResourceId: id.name })),
  immutable: [sourcePath, "properties.topicType"],
};
