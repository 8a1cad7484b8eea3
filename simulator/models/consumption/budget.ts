import { BUDGET } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { numberAt, objectAt, textAt, textListAt } from "../read-body";
import { missing, outside, refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";

const mostNotifications = 5;
const earliest = "2017-06-01";

function notificationProblems({ requested }: Write): readonly ArmProblem[] {
  const all = objectAt(requested, "properties.notifications") ?? {};
  return [
    ...refuseWhen(Object.keys(all).length > mostNotifications, () =>
      refusal("400", `A budget has at most ${mostNotifications} notifications.`, "properties.notifications"),
    ),
    ...Object.entries(all).flatMap(([name, value]) => {
      const path = `properties.notifications.${name}`;
      const told = ["contactEmails", "contactGroups", "contactRoles"].flatMap((list) =>
        textListAt(value as ArmObject, list),
      );
      return [
        ...outside(numberAt(value as ArmObject, "threshold"), [0, 1000], `${path}.threshold`),
        ...refuseWhen(told.length === 0, () => refusal("400", "A notification needs somebody to tell.", path)),
      ];
    }),
  ];
}

/**
 * What a subscription is expected to cost, and who hears when it costs more.
 *
 * Source: Azure REST API specification, Microsoft.Consumption/budgets 2024-08-01.
 */
export const budget: ResourceModel = {
  armType: "Microsoft.Consumption/budgets",
  check: (write) => {
    const start = textAt(write.requested, "properties.timePeriod.startDate") ?? "";
    const amount = numberAt(write.requested, "properties.amount");
    return [
      ...missing(write, "properties.amount", "properties.category", "properties.timeGrain", "properties.timePeriod"),
      ...nameProblems(write.id, BUDGET),
      ...refuseWhen(amount !== undefined && amount <= 0, () =>
        refusal("400", `The amount ${amount ?? 0} has to be more than 0.`, "properties.amount"),
      ),
      ...refuseWhen(start !== "" && (!/^\d{4}-\d{2}-01/.test(start) || start < earliest), () =>
        refusal(
          "400",
          `The start '${start}' has to be the first of a month, ${earliest} or later.`,
          "properties.timePeriod.startDate",
        ),
      ),
      ...notificationProblems(write),
    ];
  },
  compute: ({ requested }) => withProperties(requested, { currentSpend: { amount: 0, unit: "EUR" } }),
};
