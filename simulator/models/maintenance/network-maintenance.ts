import { MAINTENANCE_CONFIGURATION } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { withDefaults } from "../stored-body";

const window = "properties.maintenanceWindow";
const subScope = "properties.extensionProperties.maintenanceSubScope";
const leastMinutes = 5 * 60;

/** What each kind of window is for. */
export const RESOURCES_OF: Readonly<Record<string, string>> = {
  NetworkGatewayMaintenance: "Microsoft.Network/virtualNetworkGateways",
  NetworkSecurity: "Microsoft.Network/azureFirewalls",
};

function minutesOf(duration: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):([0-5]\d)$/.exec(duration) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

function windowProblems({ requested }: Write): readonly ArmProblem[] {
  const text = (name: string): string => textAt(requested, `${window}.${name}`) ?? "";
  const length = minutesOf(text("duration"));
  return [
    ...refuseWhen(length === undefined || length < leastMinutes || length >= 24 * 60, () =>
      refusal("BadRequest", `The duration '${text("duration")}' has to be from 05:00 to 23:59.`, `${window}.duration`),
    ),
    ...refuseWhen(!/^1?Days?$/.test(text("recurEvery")), () =>
      refusal("BadRequest", `'${text("recurEvery")}': such a window recurs every day.`, `${window}.recurEvery`),
    ),
    ...refuseWhen(!/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/.test(text("startDateTime")), () =>
      refusal(
        "BadRequest",
        `'${text("startDateTime")}' is no time such as 2026-01-01 01:00.`,
        `${window}.startDateTime`,
      ),
    ),
  ];
}

/**
 * When gateways and firewalls may be worked on: every day, for five hours or more.
 *
 * Source: Microsoft Learn, vpn-gateway/customer-controlled-gateway-maintenance (2025) and
 * firewall/customer-controlled-maintenance (2025-07).
 */
export const networkMaintenance: ResourceModel = {
  armType: "Microsoft.Maintenance/maintenanceConfigurations",
  check: (write) => {
    const scope = textAt(write.requested, "properties.maintenanceScope");
    const kind = textAt(write.requested, subScope) ?? "";
    return [
      ...missing(write, "location", "properties.maintenanceScope", `${window}.timeZone`),
      ...nameProblems(write.id, MAINTENANCE_CONFIGURATION),
      ...refuseWhen(scope !== undefined && (scope !== "Resource" || RESOURCES_OF[kind] === undefined), () =>
        refusal(
          notModelled,
          `The local cloud models windows of the scope Resource for ${Object.keys(RESOURCES_OF).join(", ")}.`,
          subScope,
        ),
      ),
      ...windowProblems(write),
    ];
  },
  compute: ({ requested }) => withDefaults(requested, { visibility: "Custom", namespace: "Microsoft.Maintenance" }),
};
