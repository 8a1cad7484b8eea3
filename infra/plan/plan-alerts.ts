import type { Agreement } from "../../agreement/agreement";
import type { AlertPlan, AlertRoutePlan } from "./alert-plan";
import type { Environment } from "./environment";

/** Azure's severities, worst first, for each severity of the support clauses. */
const azureSeverities = { critical: [0], serious: [1], workable: [2], other: [3, 4] } as const;

/** Whom each severity reaches. A severity that the agreement does not name goes with the next milder one. */
export function planAlerts(agreement: Agreement, environment: Environment): AlertPlan {
  const names = ["critical", "serious", "workable", "other"] as const;
  const agreed = agreement.support.severities;
  const routes: AlertRoutePlan[] = [];
  let pending: readonly number[] = [];
  for (const name of names) {
    const clause = agreed.find((severity) => severity.name === name);
    pending = [...pending, ...azureSeverities[name]];
    if (clause !== undefined) {
      routes.push({
        key: name,
        severities: pending,
        reaction: clause.react ?? "none promised",
        clock: clause.clock === "always" ? "always" : "office hours",
        emails: environment.notify[clause.route === "page" ? "page" : "email"],
      });
      pending = [];
    }
  }
  const last = routes.at(-1);
  const complete =
    last === undefined || pending.length === 0
      ? routes
      : [...routes.slice(0, -1), { ...last, severities: [...last.severities, ...pending] }];
  return {
    routes: complete,
    detectWithin: agreement.recovery.detectWithin,
    capacityPercent: agreement.monitoring.capacity.warnAt,
  };
}
