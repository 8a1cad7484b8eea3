import type { ArmProblem } from "../../arm/problem";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { codeOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { withIdentity } from "../identity";
import { subnetPrefixes } from "../network/address-space";
import { networkIdOf, occupantsOf } from "../network/subnet-use";
import { flagAt, numberAt, objectsAt, textAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen } from "../refusal";
import { hasZones, regionName, sameRegion } from "../region-check";
import { succeeded, withProperties } from "../stored-body";

export const environmentType = "Microsoft.App/managedEnvironments";
const subnetPath = "properties.vnetConfiguration.infrastructureSubnetId";

/** Microsoft Learn, container-apps/custom-virtual-networks: /27 with workload profiles, /23 without. */
const longestPrefix = { withProfiles: 27, without: 23 } as const;
const delegation = "Microsoft.App/environments";

function withProfiles({ requested }: Write): boolean {
  return objectsAt(requested, "properties.workloadProfiles").length > 0;
}

/** The subnet is the environment's own, and delegated to it where there are workload profiles. */
function subnetProblems(write: Write): readonly ArmProblem[] {
  const { id, requested, cloud } = write;
  const subnet = cloud.get(textAt(requested, subnetPath) ?? "");
  if (subnet === undefined) return [];
  const most = withProfiles(write) ? longestPrefix.withProfiles : longestPrefix.without;
  const services = objectsAt(subnet.body, "properties.delegations").map(({ value }) =>
    textAt(value, "properties.serviceName"),
  );
  const delegated = services.some((each) => each?.toLowerCase() === delegation.toLowerCase());
  const network = cloud.get(networkIdOf(subnet.id));
  const [other] = occupantsOf(subnet.id, cloud, id.text);
  const refused = (code: string, message: string): ArmProblem => refusal(code, message, subnetPath);
  return [
    ...refuseWhen(!sameRegion(network?.body.location, requested.location), () =>
      refused(
        "ManagedEnvironmentInvalidNetworkConfiguration",
        `The subnet ${subnet.id} is not in '${requested.location ?? ""}'.`,
      ),
    ),
    ...refuseWhen(
      subnetPrefixes(subnet.body).some(({ length }) => length > most),
      () =>
        refused("ManagedEnvironmentSubnetIsTooSmall", `The subnet ${subnet.id} needs a prefix of /${most} or shorter.`),
    ),
    ...refuseWhen(withProfiles(write) !== delegated, () =>
      refused(
        "ManagedEnvironmentSubnetDelegationError",
        `The subnet ${subnet.id} ${withProfiles(write) ? "must" : "must not"} be delegated to ${delegation}.`,
      ),
    ),
    ...refuseWhen(other !== undefined, () =>
      refused("ManagedEnvironmentSubnetInUse", `The subnet ${subnet.id} is in use by ${other?.id ?? ""}.`),
    ),
  ];
}

function zoneProblems({ requested }: Write): readonly ArmProblem[] {
  if (flagAt(requested, "properties.zoneRedundant") !== true) return [];
  return [
    ...refuseWhen(!hasZones(requested.location), () =>
      refusal(
        "AvailabilityZoneNotSupported",
        `'${requested.location ?? ""}' has no zones.`,
        "properties.zoneRedundant",
      ),
    ),
    ...refuseWhen(textAt(requested, subnetPath) === undefined, () =>
      refusal(
        "ManagedEnvironmentInvalidNetworkConfiguration",
        "zoneRedundant needs a subnet.",
        "properties.zoneRedundant",
      ),
    ),
  ];
}

function profileProblems({ requested }: Write): readonly ArmProblem[] {
  return objectsAt(requested, "properties.workloadProfiles").flatMap(({ path, value }) => {
    const [least, most] = [numberAt(value, "minimumCount") ?? 0, numberAt(value, "maximumCount") ?? Infinity];
    return refuseWhen(least > most, () =>
      refusal("InvalidParameter", `minimumCount ${least} is greater than maximumCount ${most}.`, path),
    );
  });
}

/**
 * Where jobs of Container Apps run. Of the codes, ManagedEnvironmentSubnetIsTooSmall and
 * ManagedEnvironmentSubnetInUse are estimates.
 */
export const managedEnvironment: ResourceModel = {
  armType: environmentType,
  check: (write) => [
    ...missing(write, "location"),
    ...refuseWhen(!/^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/.test(write.id.name), () =>
      refusal(
        "InvalidResourceName",
        `'${write.id.name}' is no name of an environment: 2 to 60 letters, digits and hyphens.`,
        "name",
      ),
    ),
    ...noneOf(
      textAt(write.requested, "properties.appLogsConfiguration.destination"),
      ["log-analytics", "azure-monitor", "none"],
      "properties.appLogsConfiguration.destination",
      notModelled,
    ),
    ...subnetProblems(write),
    ...zoneProblems(write),
    ...profileProblems(write),
  ],
  compute: (write) => {
    const { id, requested } = write;
    const domain = `${codeOf(id.text, "domain", 12)}.${regionName(requested.location ?? "")}.azurecontainerapps.io`;
    return withIdentity(
      write,
      withProperties(succeeded(requested), {
        defaultDomain: domain,
        zoneRedundant: flagAt(requested, "properties.zoneRedundant") ?? false,
      }),
    );
  },
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.App/jobs"],
    "ManagedEnvironmentNotEmpty",
    (name, user) => `The environment ${name} cannot be deleted: ${user} runs in it.`,
  ),
  immutable: [subnetPath, "properties.zoneRedundant", "properties.vnetConfiguration.internal"],
};
