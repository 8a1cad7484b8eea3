import { findRegion } from "../../../azure/regions";
import { LIMITS } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { idKey } from "../../arm/resource-id";
import { guidOf, publicAddressOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { textAt, textListAt, type Placed } from "../read-body";
import { regionalQuota } from "../regional-quota";
import { missing, refusal, refuseWhen } from "../refusal";
import { regionName, sameRegion, zoneProblems } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";

const users = [
  "Microsoft.Network/applicationGateways",
  "Microsoft.Network/azureFirewalls",
  "Microsoft.Network/natGateways",
  "Microsoft.Network/virtualNetworkGateways",
] as const;

function skuOf(body: Write["requested"]): string {
  return textAt(body, "sku.name") ?? "Basic";
}

/** Basic addresses ended on 30 September 2025 (Azure updates; Azure Proactive Resiliency Library). */
function skuProblems({ requested }: Write): readonly ArmProblem[] {
  const isStandard = skuOf(requested).startsWith("Standard");
  const method = textAt(requested, "properties.publicIPAllocationMethod") ?? "Dynamic";
  return [
    ...refuseWhen(!isStandard, () =>
      refusal(
        "IPv4BasicSkuPublicIpCountLimitReached",
        "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this subscription in this region.",
        "sku.name",
      ),
    ),
    ...refuseWhen(isStandard && method !== "Static", () =>
      refusal(
        "StandardSkuPublicIPAddressesMustBeStatic",
        "A Standard public IP address needs publicIPAllocationMethod 'Static'.",
        "properties.publicIPAllocationMethod",
      ),
    ),
  ];
}

/** A Standard address is in one zone or in all of them (Microsoft Learn, firewall/deploy-availability-zone-powershell). */
function zoneCountProblems(write: Write): readonly ArmProblem[] {
  const zones = new Set(textListAt(write.requested, "zones"));
  const all = findRegion(write.requested.location ?? "")?.zones.length ?? 0;
  return refuseWhen(zones.size > 1 && zones.size !== all, () =>
    refusal("InvalidZones", `A public IP address is in one zone or in all ${all}, not in ${zones.size}.`, "zones"),
  );
}

function labelOf(body: Write["requested"]): string | undefined {
  return textAt(body, "properties.dnsSettings.domainNameLabel")?.toLowerCase();
}

function hostOf(body: Write["requested"]): string | undefined {
  const label = labelOf(body);
  return label === undefined ? undefined : `${label}.${regionName(body.location ?? "")}.cloudapp.azure.com`;
}

export const publicIpAddress: ResourceModel = {
  armType: "Microsoft.Network/publicIPAddresses",
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, NETWORK),
    ...skuProblems(write),
    ...zoneProblems(write),
    ...zoneCountProblems(write),
  ],
  compute: ({ id, requested }) => {
    const fqdn = hostOf(requested);
    const settings = requested.properties?.["dnsSettings"] as object | undefined;
    return withProperties(
      succeeded(withDefaults(requested, { idleTimeoutInMinutes: 4, publicIPAddressVersion: "IPv4" })),
      {
        ipAddress: publicAddressOf(id.text),
        resourceGuid: guidOf(id.text, "resource"),
        ...(fqdn !== undefined && { dnsSettings: { ...settings, fqdn } }),
      },
    );
  },
  requirements: (write) =>
    regionalQuota(write, LIMITS.standardPublicAddressesPerRegion, "StandardSkuPublicIPCountLimitReached"),
  immutable: ["sku.name", "zones", "properties.publicIPAddressVersion", "properties.publicIPAllocationMethod"],
  nameScope: {
    key: (_, body) => hostOf(body),
    within: "cloud",
    taken: (id) =>
      refusal(
        "DnsRecordInUse",
        `DNS record of ${id.name} is already used by another public IP.`,
        "properties.dnsSettings.domainNameLabel",
        409,
      ),
  },
  refusedWhileReferenced: refusedWhileUsedBy(
    users,
    "PublicIPAddressCannotBeDeleted",
    (name, user) => `Public IP address ${name} can not be deleted since it is still allocated to resource ${user}.`,
  ),
};

/** Refusals of public addresses that a zone-redundant resource cannot take or that another one has. */
export function publicAddressProblems(
  { id, requested, cloud }: Write,
  ids: readonly Placed<string>[],
): readonly ArmProblem[] {
  return ids.flatMap(({ path, value }) => {
    const address = cloud.get(value);
    if (address === undefined) return [];
    const user = cloud
      .referencesTo(value)
      .find(({ from }) => idKey(from.id) !== id.key && users.some((type) => idKey(type) === idKey(from.type)));
    return [
      ...refuseWhen(user !== undefined, () =>
        refusal(
          "PublicIPAddressInUse",
          `Resource ${id.text} is referencing public IP address ${value} that is already allocated to resource ${user?.from.id ?? ""}.`,
          path,
          409,
        ),
      ),
      ...refuseWhen(!sameRegion(address.body.location, requested.location), () =>
        refusal("InvalidResourceReference", `Public IP address ${value} must be in the region of ${id.text}.`, path),
      ),
    ];
  });
}
