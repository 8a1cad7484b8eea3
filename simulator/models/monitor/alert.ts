import { MONITOR } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { itemsAt, numberAt, objectsAt, textAt, textListAt, textsAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen, repeated } from "../refusal";
import { regionName } from "../region-check";
import { withDefaults, withProperties } from "../stored-body";

/** Azure Monitor REST reference, metric alerts 2018-03-01; in order of length. */
const metricWindows = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H", "PT6H", "PT12H", "P1D"];
const metricFrequencies = ["PT1M", "PT5M", "PT15M", "PT30M", "PT1H"];

/** Microsoft Learn, azure-monitor/alerts/alerts-create-log-alert-rule; in order of length. */
const logWindows = [
  "PT1M",
  "PT5M",
  "PT10M",
  "PT15M",
  "PT30M",
  "PT45M",
  "PT1H",
  "PT2H",
  "PT3H",
  "PT4H",
  "PT5H",
  "PT6H",
  "P1D",
  "P2D",
];
const logFrequencies = [
  "PT1M",
  "PT5M",
  "PT10M",
  "PT15M",
  "PT30M",
  "PT45M",
  "PT1H",
  "PT2H",
  "PT3H",
  "PT4H",
  "PT5H",
  "PT6H",
  "P1D",
];

const severities = [0, 4] as const;

function globalProblems({ requested }: Write, allowed: readonly string[] = ["global"]): readonly ArmProblem[] {
  return noneOf(regionName(requested.location ?? "global"), allowed, "location", "LocationNotAvailableForResourceType");
}

function timeProblems(
  { requested }: Write,
  windows: readonly string[],
  frequencies: readonly string[],
): readonly ArmProblem[] {
  const window = textAt(requested, "properties.windowSize");
  const frequency = textAt(requested, "properties.evaluationFrequency");
  const isShort = windows.indexOf(window ?? "") < windows.indexOf(frequency ?? "");
  return [
    ...noneOf(window, windows, "properties.windowSize", "BadRequest"),
    ...noneOf(frequency, frequencies, "properties.evaluationFrequency", "BadRequest"),
    ...refuseWhen(windows.includes(window ?? "") && isShort, () =>
      refusal(
        "BadRequest",
        `The window ${window ?? ""} is shorter than the frequency ${frequency ?? ""}.`,
        "properties.windowSize",
      ),
    ),
  ];
}

function scopeProblems({ requested }: Write): readonly ArmProblem[] {
  return refuseWhen(textListAt(requested, "properties.scopes").length === 0, () =>
    refusal("BadRequest", "An alert needs a scope.", "properties.scopes"),
  );
}

/** A rule over several resources, or a whole group or subscription, must say what kind of resource it means and where. */
function targetProblems({ requested }: Write): readonly ArmProblem[] {
  const scopes = textListAt(requested, "properties.scopes");
  const isWide = scopes.length > 1 || scopes.some((scope) => !scope.includes("/providers/"));
  const lacks = ["targetResourceType", "targetResourceRegion"].filter(
    (name) => textAt(requested, `properties.${name}`) === undefined,
  );
  return refuseWhen(isWide && lacks.length > 0, () =>
    refusal(
      "BadRequest",
      `An alert on several resources needs ${lacks.join(" and ")}.`,
      `properties.${lacks[0] ?? ""}`,
    ),
  );
}

export const metricAlert: ResourceModel = {
  armType: "Microsoft.Insights/metricAlerts",
  check: (write) => [
    ...missing(
      write,
      "location",
      "properties.criteria",
      "properties.severity",
      "properties.windowSize",
      "properties.evaluationFrequency",
    ),
    ...nameProblems(write.id, MONITOR),
    ...globalProblems(write),
    ...scopeProblems(write),
    ...targetProblems(write),
    ...outside(numberAt(write.requested, "properties.severity"), severities, "properties.severity", "BadRequest"),
    ...timeProblems(write, metricWindows, metricFrequencies),
  ],
  compute: ({ requested, cloud }) =>
    withProperties(withDefaults(requested, { autoMitigate: true }), { lastUpdatedTime: cloud.now }),
};

export const scheduledQueryRule: ResourceModel = {
  armType: "Microsoft.Insights/scheduledQueryRules",
  check: (write) => {
    const isAlert = (write.requested.kind ?? "LogAlert") === "LogAlert";
    const needed = ["properties.severity", "properties.windowSize", "properties.evaluationFrequency"];
    return [
      ...missing(write, "location", ...(isAlert ? needed : [])),
      ...nameProblems(write.id, MONITOR),
      ...scopeProblems(write),
      ...refuseWhen(itemsAt(write.requested, "properties.criteria.allOf").length === 0, () =>
        refusal("BadRequest", "A log alert needs a criterion.", "properties.criteria"),
      ),
      ...outside(numberAt(write.requested, "properties.severity"), severities, "properties.severity", "BadRequest"),
      ...timeProblems(write, logWindows, logFrequencies),
      ...refuseWhen(!isAlert && textAt(write.requested, "properties.muteActionsDuration") !== undefined, () =>
        refusal(
          "BadRequest",
          "muteActionsDuration belongs to rules of the kind LogAlert.",
          "properties.muteActionsDuration",
        ),
      ),
    ];
  },
  compute: (write) => {
    const body = withDefaults(
      { ...write.requested, kind: write.requested.kind ?? "LogAlert" },
      { autoMitigate: true, enabled: true },
    );
    return withIdentity(
      write,
      withProperties(body, { createdWithApiVersion: "2025-01-01-preview", isLegacyLogAnalyticsRule: false }),
    );
  },
};

/** It reads the activity log of its own subscription alone (estimate, not read in a source). */
function subscriptionProblems({ id, requested }: Write): readonly ArmProblem[] {
  return textsAt(requested, "properties.scopes").flatMap(({ path, value }) =>
    refuseWhen(value.split("/")[2]?.toLowerCase() !== id.subscriptionId.toLowerCase(), () =>
      refusal(
        "BadRequest",
        `An activity log alert stands in the subscription that it watches: ${value} is not in ${id.subscriptionId}.`,
        path,
      ),
    ),
  );
}

export const activityLogAlert: ResourceModel = {
  armType: "Microsoft.Insights/activityLogAlerts",
  check: (write) => {
    const conditions = objectsAt(write.requested, "properties.condition.allOf");
    const isAbout = conditions.some(({ value }) => textAt(value, "field") === "category");
    return [
      ...nameProblems(write.id, MONITOR),
      ...globalProblems(write, ["global", "westeurope", "northeurope"]),
      ...scopeProblems(write),
      ...subscriptionProblems(write),
      ...refuseWhen(!isAbout, () =>
        refusal(
          "BadRequest",
          "The condition of an activity log alert must name a category.",
          "properties.condition.allOf",
        ),
      ),
    ];
  },
  compute: ({ requested }) => withDefaults(requested, { enabled: true }),
};

/** Lists of an action group in which those stand who are told. */
export const RECEIVERS = [
  "emailReceivers",
  "smsReceivers",
  "webhookReceivers",
  "armRoleReceivers",
  "logicAppReceivers",
  "azureFunctionReceivers",
  "voiceReceivers",
];

/** Azure Monitor REST reference, action groups: a short name of 12 characters; receivers have names of their own. */
const longestShortName = 12;

export const actionGroup: ResourceModel = {
  armType: "Microsoft.Insights/actionGroups",
  check: (write) => {
    const short = textAt(write.requested, "properties.groupShortName") ?? "";
    const names = RECEIVERS.flatMap((list) => objectsAt(write.requested, `properties.${list}`)).map(
      ({ path, value }) => ({ path: `${path}.name`, value: textAt(value, "name") ?? "" }),
    );
    return [
      ...missing(write, "location", "properties.groupShortName"),
      ...nameProblems(write.id, MONITOR),
      ...globalProblems(write, ["global", "swedencentral", "germanywestcentral", "northcentralus", "southcentralus"]),
      ...refuseWhen(short.length > longestShortName, () =>
        refusal(
          "BadRequest",
          `groupShortName has at most ${longestShortName} characters, and '${short}' has ${short.length}.`,
          "properties.groupShortName",
        ),
      ),
      ...repeated(names, (name, path) => refusal("BadRequest", `Two receivers are called '${name}'.`, path)),
    ];
  },
  compute: ({ requested }) => withDefaults(requested, Object.fromEntries(RECEIVERS.map((list) => [list, []]))),
};
