import { LIMITS } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import { isArmObject, type ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { numberAt, objectsAt, textAt } from "../read-body";
import { missing, noneOf, outside, refusal, refuseWhen } from "../refusal";
import { sameRegion, zoneProblems } from "../region-check";
import { succeeded, withProperties } from "../stored-body";
import { partProblems, partsWithIds } from "./application-gateway-parts";
import { subnetProblems } from "./application-gateway-subnet";
import { certificateProblems, certificateRequirements } from "./listener-certificate";
import { takeAddresses } from "./private-address";
import { publicAddressProblems } from "./public-ip-address";

/** V1 ended on 28 April 2026 (Microsoft Learn, application-gateway/v1-retirement). */
const tiers = ["Standard_v2", "WAF_v2"];
const instances = [1, LIMITS.gatewayInstances.value] as const;
const leastInstances = [0, LIMITS.gatewayInstances.value] as const;

function skuProblems({ requested }: Write): readonly ArmProblem[] {
  const tier = textAt(requested, "properties.sku.tier");
  const capacity = numberAt(requested, "properties.sku.capacity");
  const least = numberAt(requested, "properties.autoscaleConfiguration.minCapacity");
  const greatest = numberAt(requested, "properties.autoscaleConfiguration.maxCapacity");
  return [
    ...noneOf(tier, tiers, "properties.sku.tier", "ApplicationGatewayV1SkuNotAllowed"),
    ...refuseWhen(textAt(requested, "properties.sku.name") !== tier, () =>
      refusal(
        "ApplicationGatewaySkuTierMismatch",
        "The name and the tier of an application gateway's SKU are the same.",
        "properties.sku.name",
      ),
    ),
    ...refuseWhen((capacity === undefined) === (least === undefined), () =>
      refusal(
        "ApplicationGatewayCapacityRequired",
        "An application gateway has either sku.capacity or autoscaleConfiguration.minCapacity.",
        "properties.sku.capacity",
      ),
    ),
    ...outside(capacity, instances, "properties.sku.capacity"),
    ...outside(least, leastInstances, "properties.autoscaleConfiguration.minCapacity"),
    ...refuseWhen(least !== undefined && greatest !== undefined && greatest < Math.max(least, 2), () =>
      refusal(
        "InvalidParameter",
        `maxCapacity (${greatest ?? 0}) must be 2 or more and not less than minCapacity (${least ?? 0}).`,
        "properties.autoscaleConfiguration.maxCapacity",
      ),
    ),
  ];
}

function policyIds({ requested }: Write): readonly { readonly path: string; readonly value: string }[] {
  const own = textAt(requested, "properties.firewallPolicy.id");
  const listeners = objectsAt(requested, "properties.httpListeners").flatMap(({ path, value }) => {
    const id = textAt(value, "properties.firewallPolicy.id");
    return id === undefined ? [] : [{ path: `${path}.properties.firewallPolicy.id`, value: id }];
  });
  return [...(own === undefined ? [] : [{ path: "properties.firewallPolicy.id", value: own }]), ...listeners];
}

function firewallProblems(write: Write): readonly ArmProblem[] {
  const { requested, cloud } = write;
  const isFirewall = textAt(requested, "properties.sku.tier") === "WAF_v2";
  const policies = policyIds(write);
  const hasOwn =
    requested.properties?.["firewallPolicy"] ?? requested.properties?.["webApplicationFirewallConfiguration"];
  return [
    ...policies.flatMap(({ path, value }) => {
      const policy = cloud.get(value);
      return [
        ...refuseWhen(!isFirewall, () =>
          refusal("ApplicationGatewayFirewallNotSupportedBySku", "A firewall policy needs the tier WAF_v2.", path),
        ),
        ...refuseWhen(policy !== undefined && !sameRegion(policy.body.location, requested.location), () =>
          refusal(
            "InvalidResourceReference",
            `A firewall policy is in the region of its gateway, not in '${policy?.body.location ?? ""}'.`,
            path,
          ),
        ),
      ];
    }),
    ...refuseWhen(isFirewall && hasOwn === undefined, () =>
      refusal(
        "ApplicationGatewayFirewallNotConfiguredForSelectedSku",
        "The tier WAF_v2 needs a firewallPolicy.",
        "properties.firewallPolicy",
      ),
    ),
  ];
}

function publicAddresses({ requested }: Write): readonly { readonly path: string; readonly value: string }[] {
  return objectsAt(requested, "properties.frontendIPConfigurations").flatMap(({ path, value }) => {
    const id = textAt(value, "properties.publicIPAddress.id");
    return id === undefined ? [] : [{ path: `${path}.properties.publicIPAddress.id`, value: id }];
  });
}

/** Private front ends with an address of their subnet. */
function frontEnds({ id, requested, cloud }: Write): readonly ArmObject[] {
  return objectsAt(requested, "properties.frontendIPConfigurations").map(({ value }) => {
    const subnetId = textAt(value, "properties.subnet.id");
    if (subnetId === undefined || textAt(value, "properties.privateIPAddress") !== undefined) return value;
    const [privateIPAddress = ""] = takeAddresses(subnetId, cloud, id.text, 1);
    const properties = isArmObject(value["properties"]) ? value["properties"] : {};
    return { ...value, properties: { ...properties, privateIPAddress } };
  });
}

export const applicationGateway: ResourceModel = {
  armType: "Microsoft.Network/applicationGateways",
  check: (write) => [
    ...missing(write, "location", "properties.sku.name", "properties.sku.tier"),
    ...nameProblems(write.id, NETWORK),
    ...zoneProblems(write),
    ...skuProblems(write),
    ...subnetProblems(write),
    ...partProblems(write.requested),
    ...firewallProblems(write),
    ...certificateProblems(write),
    ...publicAddressProblems(write, publicAddresses(write)),
  ],
  requirements: certificateRequirements,
  compute: (write) => {
    const body = withProperties(write.requested, { frontendIPConfigurations: frontEnds(write) });
    return withProperties(succeeded(withIdentity(write, body)), {
      ...partsWithIds(write.id.text, body),
      operationalState: "Running",
      resourceGuid: guidOf(write.id.text, "resource"),
    });
  },
};
