import { DEFAULT_GATEWAY_SYSTEM, isReservedSystem } from "../../../azure/autonomous-systems";
import { VPN_GATEWAY_SKUS } from "../../../azure/limits";
import { NETWORK } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmObject } from "../../arm/resource";
import { idKey, parseResourceId } from "../../arm/resource-id";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { guidOf } from "../computed-value";
import { refusedWhileUsedBy } from "../deletion-in-use";
import { nameProblems } from "../name-rule";
import { flagAt, numberAt, objectsAt, textAt, textListAt } from "../read-body";
import { missing, noneOf, refusal, refuseWhen, repeated } from "../refusal";
import { hasZones } from "../region-check";
import { succeeded, withDefaults, withProperties } from "../stored-body";
import { takeAddresses } from "./private-address";
import { publicAddressProblems } from "./public-ip-address";
import { networkIdOf } from "./subnet-use";

export const gatewayType = "Microsoft.Network/virtualNetworkGateways";

/** Microsoft Learn, vpn-gateway/gateway-sku-consolidation (2024-09): the SKUs without zones can no longer be made. */
const skus = ["Basic", ...VPN_GATEWAY_SKUS];

function configurationsOf(
  body: Write["requested"],
  path: string,
): readonly { readonly path: string; readonly value: string }[] {
  return objectsAt(body, "properties.ipConfigurations").flatMap(({ path: place, value }) => {
    const text = textAt(value, path);
    return text === undefined ? [] : [{ path: `${place}.${path}`, value: text }];
  });
}

function skuProblems({ requested }: Write): readonly ArmProblem[] {
  const name = textAt(requested, "properties.sku.name");
  const isPolicyBased = textAt(requested, "properties.vpnType") === "PolicyBased";
  const generation = textAt(requested, "properties.vpnGatewayGeneration");
  return [
    ...noneOf(
      name,
      skus,
      "properties.sku.name",
      /^VpnGw\d$/.test(name ?? "") ? "NonAzSkusNotAllowedForVPNGateway" : "InvalidParameter",
    ),
    ...refuseWhen(isPolicyBased && name !== "Basic", () =>
      refusal("InvalidParameter", "A policy-based gateway has the SKU Basic.", "properties.vpnType"),
    ),
    ...refuseWhen(/^VpnGw[45]/.test(name ?? "") && generation === "Generation1", () =>
      refusal("InvalidParameter", `${name ?? ""} is of Generation2.`, "properties.vpnGatewayGeneration"),
    ),
    ...refuseWhen(textAt(requested, "properties.gatewayType") !== "Vpn", () =>
      refusal(notModelled, "The local cloud models gateways of the type Vpn.", "properties.gatewayType"),
    ),
  ];
}

/** An active-active gateway has two instances, each with an address of its own. */
function configurationProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const wanted = flagAt(requested, "properties.activeActive") === true ? 2 : 1;
  const subnets = configurationsOf(requested, "properties.subnet.id");
  const path = "properties.ipConfigurations";
  const networks = new Set(subnets.map(({ value }) => idKey(networkIdOf(value))));
  const [network = ""] = networks;
  const neighbour = cloud
    .ofType(gatewayType)
    .find(
      (other) =>
        idKey(other.id) !== id.key &&
        configurationsOf(other.body, "properties.subnet.id").some(({ value }) => idKey(networkIdOf(value)) === network),
    );
  return [
    ...refuseWhen(subnets.length < wanted || (wanted === 1 && subnets.length > 1), () =>
      refusal(
        "InvalidParameter",
        `A gateway with activeActive ${String(wanted === 2)} has ${wanted} ipConfigurations with a subnet, and ${subnets.length} were given.`,
        path,
      ),
    ),
    ...refuseWhen(wanted === 2 && textAt(requested, "properties.sku.name") === "Basic", () =>
      refusal("InvalidParameter", "A Basic gateway cannot be active-active.", "properties.activeActive"),
    ),
    ...subnets.flatMap(({ path: place, value }) =>
      refuseWhen(parseResourceId(value).name !== "GatewaySubnet", () =>
        refusal("InvalidParameter", `A gateway is in a subnet called GatewaySubnet, not in ${value}.`, place),
      ),
    ),
    ...refuseWhen(networks.size > 1, () => refusal("InvalidParameter", "A gateway is in one virtual network.", path)),
    ...refuseWhen(neighbour !== undefined, () =>
      refusal(
        "Conflict",
        `The virtual network has the gateway ${neighbour?.id ?? ""} already; it can have one of each type.`,
        path,
        409,
      ),
    ),
  ];
}

/** Microsoft Learn, reliability-virtual-network-gateway: its addresses are in every zone where the region has zones. */
function addressProblems(write: Write): readonly ArmProblem[] {
  const addresses = configurationsOf(write.requested, "properties.publicIPAddress.id");
  const isZonal =
    textAt(write.requested, "properties.sku.name")?.endsWith("AZ") === true && hasZones(write.requested.location);
  return [
    ...publicAddressProblems(write, addresses),
    ...repeated(addresses, (value, path) =>
      refusal("PublicIPAddressInUse", `${value} is given to two instances.`, path, 409),
    ),
    ...addresses.flatMap(({ path, value }) => {
      const address = write.cloud.get(value);
      return refuseWhen(isZonal && address !== undefined && textListAt(address.body, "zones").length === 0, () =>
        refusal(
          "VmssVpnGatewayPublicIpsMustHaveZonesConfigured",
          `Standard public IPs associated with VPN gateways with AZ SKUs must have zones configured: ${value}.`,
          path,
        ),
      );
    }),
  ];
}

/** Microsoft Learn, vpn-gateway-about-vpn-gateway-settings: a default route on GatewaySubnet blocks the gateway. */
function routeProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  return configurationsOf(requested, "properties.subnet.id").flatMap(({ path, value }) => {
    const table = cloud.get(textAt(cloud.get(value)?.body ?? {}, "properties.routeTable.id") ?? "")?.body ?? {};
    const isDefault = objectsAt(table, "properties.routes").some(
      (route) => textAt(route.value, "properties.addressPrefix") === "0.0.0.0/0",
    );
    return refuseWhen(isDefault || flagAt(table, "properties.disableBgpRoutePropagation") === true, () =>
      refusal(
        "OperationNotAllowed",
        "The route table of GatewaySubnet has no route for 0.0.0.0/0 and keeps the propagation of gateway routes.",
        path,
      ),
    );
  });
}

function bgpProblems({ requested }: Write): readonly ArmProblem[] {
  const asn = numberAt(requested, "properties.bgpSettings.asn");
  return refuseWhen(asn !== undefined && isReservedSystem(asn), () =>
    refusal("InvalidParameter", `The autonomous system number ${asn ?? 0} is reserved.`, "properties.bgpSettings.asn"),
  );
}

function bgpOf({ id, requested, previous, cloud }: Write): ArmObject {
  const before = previous?.body.properties?.["bgpSettings"] as ArmObject | undefined;
  const [subnet] = configurationsOf(requested, "properties.subnet.id");
  const configurations = objectsAt(requested, "properties.ipConfigurations");
  const addresses =
    before === undefined ? takeAddresses(subnet?.value ?? "", cloud, id.text, configurations.length) : [];
  const peers = configurations.map(({ value }, index) => ({
    defaultBgpIpAddresses: [addresses[index] ?? ""],
    ipconfigurationId: `${id.text}/ipConfigurations/${textAt(value, "name") ?? ""}`,
    tunnelIpAddresses: [
      textAt(cloud.get(textAt(value, "properties.publicIPAddress.id") ?? "")?.body ?? {}, "properties.ipAddress") ?? "",
    ],
  }));
  const given = requested.properties?.["bgpSettings"] as ArmObject | undefined;
  return {
    asn: DEFAULT_GATEWAY_SYSTEM,
    bgpPeeringAddress: addresses.join(","),
    bgpPeeringAddresses: peers,
    peerWeight: 0,
    ...before,
    ...given,
  };
}

export const virtualNetworkGateway: ResourceModel = {
  armType: gatewayType,
  check: (write) => [
    ...missing(write, "location", "properties.gatewayType", "properties.sku.name"),
    ...nameProblems(write.id, NETWORK),
    ...skuProblems(write),
    ...configurationProblems(write),
    ...addressProblems(write),
    ...routeProblems(write),
    ...bgpProblems(write),
  ],
  compute: (write) => {
    const isSecond = /^VpnGw[45]/.test(textAt(write.requested, "properties.sku.name") ?? "");
    const body = withDefaults(write.requested, {
      activeActive: false,
      enableBgp: false,
      vpnGatewayGeneration: isSecond ? "Generation2" : "Generation1",
      vpnType: "RouteBased",
    });
    return withProperties(succeeded(body), {
      bgpSettings: bgpOf(write),
      resourceGuid: guidOf(write.id.text, "resource"),
    });
  },
  immutable: ["properties.gatewayType", "properties.vpnType", "properties.vpnGatewayGeneration"],
  refusedWhileReferenced: refusedWhileUsedBy(
    ["Microsoft.Network/connections"],
    "VirtualNetworkGatewayCannotBeDeleted",
    (name, user) => `Virtual network gateway ${name} cannot be deleted while it has the connection ${user}.`,
  ),
};
