import { AZURE_FIREWALL } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { nameProblems } from "../name-rule";
import { objectAt, objectsAt, textAt, textListAt, type Placed } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { zoneProblems } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { tierRank } from "./firewall-tier";
import { takeAddresses } from "./private-address";
import { publicAddressProblems } from "./public-ip-address";
import { networkIdOf } from "./subnet-use";

const firewallType = "Microsoft.Network/azureFirewalls";
const subnetPath = "properties.subnet.id";
const addressPath = "properties.publicIPAddress.id";

/** The data and the management configurations with the subnet that each must be in. */
function configurationsOf(body: Write["requested"]): readonly (Placed<ArmObject> & { readonly subnetName: string })[] {
  const management = objectAt(body, "properties.managementIpConfiguration");
  return [
    ...objectsAt(body, "properties.ipConfigurations").map((each) => ({ ...each, subnetName: "AzureFirewallSubnet" })),
    ...(management === undefined
      ? []
      : [
          {
            path: "properties.managementIpConfiguration",
            value: management,
            subnetName: "AzureFirewallManagementSubnet",
          },
        ]),
  ];
}

function subnetProblems(write: Write): readonly ArmProblem[] {
  return configurationsOf(write.requested).flatMap(({ path, value, subnetName }) => {
    const subnetId = textAt(value, subnetPath);
    const address = textAt(value, addressPath);
    const target = `${path}.${subnetPath}`;
    return [
      ...refuseWhen(subnetId !== undefined && parseResourceId(subnetId).name !== subnetName, () =>
        refusal(
          "InvalidRequestFormat",
          `This configuration needs a subnet called ${subnetName}, not ${subnetId ?? ""}.`,
          target,
        ),
      ),
      ...refuseWhen(subnetId !== undefined && address === undefined, () =>
        refusal(
          "InvalidRequestFormat",
          "A configuration with a subnet needs a public IP address.",
          `${path}.${addressPath}`,
        ),
      ),
    ];
  });
}

/** Microsoft Learn, firewall-faq (2022) and management-nic: one group, one firewall in a network. */
function placeProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const [first, ...others] = objectsAt(requested, "properties.ipConfigurations");
  const networkId = networkIdOf(textAt(first?.value ?? {}, subnetPath) ?? "");
  const parts = [networkId, ...configurationsOf(requested).flatMap(({ value }) => textAt(value, addressPath) ?? [])];
  const elsewhere = parts.find(
    (part) => part !== "" && parseResourceId(part).resourceGroup?.toLowerCase() !== id.resourceGroup?.toLowerCase(),
  );
  const neighbour = cloud
    .ofType(firewallType)
    .find((other) => idKey(other.id) !== id.key && networksOf(other.body).includes(idKey(networkId)));
  return [
    ...refuseWhen(first === undefined || networkId === "", () =>
      refusal(
        "InvalidRequestFormat",
        "The first ipConfiguration of a firewall needs a subnet.",
        "properties.ipConfigurations",
      ),
    ),
    ...others.flatMap(({ path, value }) =>
      refuseWhen(textAt(value, subnetPath) !== undefined, () =>
        refusal(
          "InvalidRequestFormat",
          "Only the first ipConfiguration of a firewall has a subnet.",
          `${path}.${subnetPath}`,
        ),
      ),
    ),
    ...refuseWhen(elsewhere !== undefined, () =>
      refusal(
        "InvalidResourceReference",
        `A firewall, its virtual network and its public IP addresses are in one resource group; ${elsewhere ?? ""} is not.`,
        "properties.ipConfigurations",
      ),
    ),
    ...refuseWhen(neighbour !== undefined, () =>
      refusal(
        "Conflict",
        `Virtual network ${networkId} has the firewall ${neighbour?.id ?? ""} already.`,
        "properties.ipConfigurations",
        409,
      ),
    ),
  ];
}

function networksOf(body: Write["requested"]): readonly string[] {
  return objectsAt(body, "properties.ipConfigurations").flatMap(({ value }) => {
    const subnetId = textAt(value, subnetPath);
    return subnetId === undefined ? [] : [idKey(networkIdOf(subnetId))];
  });
}

function skuProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const name = textAt(requested, "properties.sku.name") ?? "AZFW_VNet";
  const tier = textAt(requested, "properties.sku.tier") ?? "Standard";
  const policy = cloud.get(textAt(requested, "properties.firewallPolicy.id") ?? "");
  const policyTier = textAt(policy?.body ?? {}, "properties.sku.tier") ?? "Standard";
  const isTooMuch = tierRank(policyTier) > tierRank(tier);
  const isBasicAlone = policy !== undefined && (policyTier === "Basic") !== (tier === "Basic");
  return [
    ...refuseWhen(name !== "AZFW_VNet", () =>
      refusal(notModelled, "The local cloud does not model firewalls in virtual hubs.", "properties.sku.name"),
    ),
    ...refuseWhen(policy !== undefined && (isTooMuch || isBasicAlone), () =>
      refusal(
        "InvalidRequestFormat",
        `A firewall of tier ${tier} cannot have a policy of tier ${policyTier}.`,
        "properties.firewallPolicy.id",
      ),
    ),
    ...refuseWhen(tier === "Basic" && objectAt(requested, "properties.managementIpConfiguration") === undefined, () =>
      refusal(
        "InvalidRequestFormat",
        "A firewall of tier Basic needs a managementIpConfiguration.",
        "properties.managementIpConfiguration",
      ),
    ),
  ];
}

/** Microsoft Learn, deploy-availability-zone-powershell: an address is in every zone of its firewall, or in all. */
function addressZoneProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const zones = textListAt(requested, "zones");
  return configurationsOf(requested).flatMap(({ path, value }) => {
    const address = cloud.get(textAt(value, addressPath) ?? "");
    const held = textListAt(address?.body ?? {}, "zones");
    const isLess = held.length > 0 && zones.some((zone) => !held.includes(zone));
    return refuseWhen(isLess, () =>
      refusal(
        "InvalidZones",
        `The firewall is in zones ${zones.join(", ")} and its public IP address only in ${held.join(", ")}.`,
        `${path}.${addressPath}`,
      ),
    );
  });
}

export const azureFirewall: ResourceModel = {
  armType: firewallType,
  check: (write) => {
    const addresses = configurationsOf(write.requested).flatMap(({ path, value }) => {
      const text = textAt(value, addressPath);
      return text === undefined ? [] : [{ path: `${path}.${addressPath}`, value: text }];
    });
    return [
      ...missing(write, "location"),
      ...nameProblems(write.id, AZURE_FIREWALL),
      ...zoneProblems(write),
      ...subnetProblems(write),
      ...placeProblems(write),
      ...skuProblems(write),
      ...publicAddressProblems(write, addresses),
      ...addressZoneProblems(write),
    ];
  },
  compute: ({ id, requested, previous, cloud }) => {
    const before = objectsAt(previous?.body ?? {}, "properties.ipConfigurations").flatMap(
      ({ value }) => textAt(value, "properties.privateIPAddress") ?? [],
    )[0];
    const configurations = objectsAt(requested, "properties.ipConfigurations").map(({ value }) => {
      const subnetId = textAt(value, subnetPath);
      const properties = value["properties"] as ArmObject;
      const kept = subnetId === undefined ? undefined : (before ?? takeAddresses(subnetId, cloud, id.text, 1)[0]);
      return {
        ...value,
        id: `${id.text}/azureFirewallIpConfigurations/${textAt(value, "name") ?? ""}`,
        properties: {
          ...properties,
          provisioningState: "Succeeded",
          ...(kept !== undefined && { privateIPAddress: kept }),
        },
      };
    });
    const body = withDefaults(requested, { sku: { name: "AZFW_VNet", tier: "Standard" }, threatIntelMode: "Alert" });
    return withProperties(succeeded(body), { ipConfigurations: configurations });
  },
};
