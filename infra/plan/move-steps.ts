import { provisioningTime } from "../../azure/provisioning-times";
import { copyDuration, RECOVERY_TIMES } from "../../azure/recovery-times";
import type { Plan } from "./plan";
import { total, type Step } from "./recovery-steps";

const estimate = "estimate";

/**
 * What users of a tenant wait for while it is moved to another cell, from the moment at which nobody gets in any more: its
 * documents have been copied before, its database is copied while nobody writes to it.
 */
export function moveSteps({ cells }: Pick<Plan, "cells">): readonly Step[] {
  const [database] = cells.flatMap(({ servers }) => servers.flatMap(({ databases }) => databases));
  const gibibytes = database?.maxSizeGiB ?? 0;
  const hasSecondSite = cells.some(({ servers }) => servers.some(({ failover }) => failover !== undefined));
  const gateway = provisioningTime("azure-native:network:ApplicationGateway").update;
  const endpoint = provisioningTime("azure-native:network:PrivateEndpoint");
  const group = provisioningTime("azure-native:sql:FailoverGroup");
  const secondary = provisioningTime("azure-native:sql:Database").create;
  return [
    {
      name: "take it out of the cell that it is in",
      minutes: gateway + endpoint.delete + (hasSecondSite ? group.update : 0),
      source: `${estimate}: gateway, endpoints and failover group, one after the other`,
    },
    {
      name: `copy ${gibibytes} GiB`,
      minutes: copyDuration(gibibytes),
      source: `${estimate}: 10 minutes and 1 for each GiB; Azure promises no rate`,
    },
    ...(hasSecondSite
      ? [
          {
            name: "make the copy at the second site and take it into the failover group",
            minutes: secondary + group.update,
            source: estimate,
          },
        ]
      : []),
    {
      name: "let its identity and its alerts in, and lock what is kept",
      minutes: 1,
      source: estimate,
    },
    {
      name: "end its program here and start it there",
      minutes: 3,
      source: `${estimate}: images pulled, pods ready`,
    },
    {
      name: "its host name leads there",
      minutes: RECOVERY_TIMES.publicNameSeconds.value / 60,
      source: `${estimate}: time to live of the customer's own record`,
    },
  ];
}

/** Minutes of all steps, rounded up. */
export function moveMinutes(steps: readonly Step[]): number {
  return Math.ceil(total(steps));
}
