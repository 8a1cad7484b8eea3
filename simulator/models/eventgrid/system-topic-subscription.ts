import { EVENT_SUBSCRIPTION } from "../../../azure/names/name-limits";
import { notModelled, type ResourceModel } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { objectAt, textAt, textListAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";

const destination = "properties.destination";

/**
 * What happens with the events of a topic: an alert, the only destination that is modelled.
 *
 * Source: Azure REST API specification, Microsoft.EventGrid 2025-02-15. That alerts take CloudEvents alone is an estimate.
 */
export const systemTopicSubscription: ResourceModel = {
  armType: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
  check: (write) => {
    const { requested } = write;
    const kind = textAt(requested, `${destination}.endpointType`);
    const schema = textAt(requested, "properties.eventDeliverySchema") ?? "EventGridSchema";
    if (kind !== undefined && kind !== "MonitorAlert") {
      return [refusal(notModelled, `The local cloud models no delivery to '${kind}'.`, `${destination}.endpointType`)];
    }
    return [
      ...missing(write, destination, `${destination}.properties.severity`),
      ...nameProblems(write.id, EVENT_SUBSCRIPTION),
      ...noneOf(
        textAt(requested, `${destination}.properties.severity`),
        ["Sev0", "Sev1", "Sev2", "Sev3", "Sev4"],
        `${destination}.properties.severity`,
      ),
      ...refuseWhen(schema !== "CloudEventSchemaV1_0", () =>
        refusal(
          "InvalidRequest",
          `Alerts take events in the schema CloudEventSchemaV1_0, not ${schema}.`,
          "properties.eventDeliverySchema",
        ),
      ),
      ...textListAt(requested, "properties.filter.includedEventTypes").flatMap((event) =>
        refuseWhen(!event.startsWith("Microsoft.KeyVault."), () =>
          refusal("InvalidRequest", `The topic has no events '${event}'.`, "properties.filter.includedEventTypes"),
        ),
      ),
    ];
  },
  compute: ({ id, requested, cloud }) =>
    succeeded(
      withProperties(
        withDefaults(requested, {
          retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
          labels: [],
        }),
        {
          topic: textAt(cloud.get(id.parent ?? "")?.body ?? {}, "properties.source") ?? "",
          filter: {
            subjectBeginsWith: "",
            subjectEndsWith: "",
            ...objectAt(requested, "properties.filter"),
          },
        },
      ),
    ),
};
