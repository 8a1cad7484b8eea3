import * as consumption from "@pulumi/azure-native/consumption";
import type { CustomResourceOptions } from "@pulumi/pulumi";

export interface BudgetArgs {
  /** GUID of the subscription. */
  readonly subscription: string;
  /** In the currency in which the subscription is billed. */
  readonly monthly: number;
  /** First of the month in which counting begins, as an ISO date; Azure takes it when that month has not ended. */
  readonly from: string;
  readonly emails: readonly string[];
}

/** People hear at four fifths of what was spent, and when all of it is foreseen to go. */
const NOTICES = {
  spent: { thresholdType: "Actual", threshold: 80 },
  foreseen: { thresholdType: "Forecasted", threshold: 100 },
} as const;

/**
 * What a subscription is expected to cost in a month. It stops nothing: it tells.
 *
 * @see Azure REST API specification, Microsoft.Consumption/budgets 2024-08-01: at most five notifications.
 */
export function budget(name: string, args: BudgetArgs, options: CustomResourceOptions = {}): consumption.Budget {
  return new consumption.Budget(
    name,
    {
      budgetName: "deltawerk-monthly",
      scope: `/subscriptions/${args.subscription}`,
      category: "Cost",
      timeGrain: "Monthly",
      amount: args.monthly,
      timePeriod: { startDate: `${args.from}T00:00:00Z` },
      notifications: Object.fromEntries(
        Object.entries(NOTICES).map(([key, notice]) => [
          key,
          { ...notice, enabled: true, operator: "GreaterThan", contactEmails: [...args.emails] },
        ]),
      ),
    },
    options,
  );
}
