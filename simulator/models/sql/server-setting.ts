import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { addressNumber } from "../ip-prefix";
import { fixedNameProblems } from "../name-rule";
import { flagAt, numberAt, textAt } from "../read-body";
import { missing, outside, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties } from "../stored-body";
import { serverType } from "./server";

/** Azure SQL REST reference, extended server blob auditing policies: an enabled policy writes somewhere. */
function auditProblems({ requested }: Write): readonly ArmProblem[] {
  const enabled = textAt(requested, "properties.state") === "Enabled";
  const toStorage = textAt(requested, "properties.storageEndpoint") !== undefined;
  const toMonitor = flagAt(requested, "properties.isAzureMonitorTargetEnabled") === true;
  return [
    ...refuseWhen(enabled && !toStorage && !toMonitor, () =>
      refusal(
        "BlobAuditingPolicyMissingTarget",
        "Enabled auditing needs storageEndpoint or isAzureMonitorTargetEnabled.",
        "properties.state",
      ),
    ),
    ...outside(numberAt(requested, "properties.retentionDays"), [0, 3285], "properties.retentionDays"),
  ];
}

export const auditingPolicy: ResourceModel = {
  armType: `${serverType}/extendedAuditingSettings`,
  check: (write) => [
    ...fixedNameProblems(write.id, ["default"]),
    ...missing(write, "properties.state"),
    ...auditProblems(write),
  ],
  compute: ({ requested }) =>
    withDefaults(requested, {
      isAzureMonitorTargetEnabled: false,
      retentionDays: 0,
      storageAccountSubscriptionId: "00000000-0000-0000-0000-000000000000",
    }),
};

export const securityAlertPolicy: ResourceModel = {
  armType: `${serverType}/securityAlertPolicies`,
  check: (write) => [...fixedNameProblems(write.id, ["Default"]), ...missing(write, "properties.state")],
  compute: ({ requested, cloud }) => withProperties(requested, { creationTime: cloud.now }),
};

export const vulnerabilityAssessment: ResourceModel = {
  armType: `${serverType}/sqlVulnerabilityAssessments`,
  check: (write) => fixedNameProblems(write.id, ["default"]),
  compute: ({ requested }) => withDefaults(requested, { state: "Disabled" }),
};

export const entraAdministrator: ResourceModel = {
  armType: `${serverType}/administrators`,
  check: (write) => [
    ...fixedNameProblems(write.id, ["ActiveDirectory"]),
    ...missing(write, "properties.administratorType", "properties.login", "properties.sid"),
  ],
  compute: ({ id, requested, cloud }) => withDefaults(requested, { tenantId: cloud.tenantOf(id.subscriptionId) }),
};

export const entraOnlyAuthentication: ResourceModel = {
  armType: `${serverType}/azureADOnlyAuthentications`,
  check: (write) => {
    const wanted = flagAt(write.requested, "properties.azureADOnlyAuthentication") === true;
    const server = write.cloud.get(write.id.parent ?? "");
    const hasAdministrator =
      server?.body.properties?.["administrators"] !== undefined ||
      write.cloud.children(write.id.parent ?? "", `${serverType}/administrators`).length > 0;
    return [
      ...fixedNameProblems(write.id, ["Default"]),
      ...refuseWhen(wanted && !hasAdministrator, () =>
        refusal(
          "AadAdminNotFound",
          "Azure AD Only Authentication needs an Azure AD administrator of the server.",
          "properties.azureADOnlyAuthentication",
        ),
      ),
    ];
  },
  compute: ({ requested }) => requested,
};

export const firewallRule: ResourceModel = {
  armType: `${serverType}/firewallRules`,
  check: (write) => {
    const { id, requested, cloud } = write;
    const first = addressNumber(textAt(requested, "properties.startIpAddress") ?? "");
    const last = addressNumber(textAt(requested, "properties.endIpAddress") ?? "");
    const access = textAt(cloud.get(id.parent ?? "")?.body ?? {}, "properties.publicNetworkAccess");
    return [
      ...refuseWhen(first === undefined || last === undefined || first > last, () =>
        refusal(
          "InvalidIpAddressRange",
          "A firewall rule needs a first and a last IPv4 address, in that order.",
          "properties.startIpAddress",
        ),
      ),
      ...refuseWhen(access === "Disabled", () =>
        refusal(
          "DenyPublicEndpointEnabled",
          "Unable to create or modify firewall rules when public network interface for the server is disabled.",
        ),
      ),
    ];
  },
  compute: ({ requested }) => requested,
};
