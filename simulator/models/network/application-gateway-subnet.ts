import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject, ArmResource } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import type { CloudView } from "../../arm/cloud-view";
import type { Write } from "../../arm/resource-model";
import { parsePrefix } from "../ip-prefix";
import { numberAt, objectsAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { subnetPrefixes, within } from "./address-space";
import { isUsable, networkIdOf, occupantsOf } from "./subnet-use";

/** Azure's own probes reach a v2 gateway here (Microsoft Learn, application-gateway/configuration-infrastructure). */
const managementPorts = [65200, 65535] as const;
const managementSources = ["gatewaymanager", "internet", "*", "0.0.0.0/0", "any"];

function listed(rule: ArmObject, single: string, several: string): readonly string[] {
  const text = textAt(rule, `properties.${single}`);
  return [...(text === undefined || text === "" ? [] : [text]), ...textListAt(rule, `properties.${several}`)];
}

function coversPorts(rule: ArmObject): boolean {
  return listed(rule, "destinationPortRange", "destinationPortRanges").some((range) => {
    if (range === "*") return true;
    const [from = 0, to = from] = range.split("-").map(Number);
    return from <= managementPorts[0] && to >= managementPorts[1];
  });
}

/** Rules are asked in the order of their priorities and the first that fits decides; without one, traffic is denied. */
function letsManagementIn(group: ArmBody): boolean {
  const rules = objectsAt(group, "properties.securityRules")
    .map(({ value }) => value)
    .filter((rule) => textAt(rule, "properties.direction") === "Inbound")
    .sort((a, b) => (numberAt(a, "properties.priority") ?? 0) - (numberAt(b, "properties.priority") ?? 0));
  const deciding = rules.find((rule) => {
    const sources = listed(rule, "sourceAddressPrefix", "sourceAddressPrefixes").map((each) => each.toLowerCase());
    const protocol = textAt(rule, "properties.protocol")?.toLowerCase();
    const isTcp = protocol === "tcp" || protocol === "*";
    return isTcp && coversPorts(rule) && sources.some((source) => managementSources.includes(source));
  });
  return deciding !== undefined && textAt(deciding, "properties.access") === "Allow";
}

function groupProblems(subnet: ArmBody, cloud: CloudView, path: string): readonly ArmProblem[] {
  const groupId = textAt(subnet, "properties.networkSecurityGroup.id");
  const group = cloud.get(groupId ?? "");
  return refuseWhen(group !== undefined && !letsManagementIn(group.body), () =>
    refusal(
      "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
      `Network security group ${groupId ?? ""} blocks incoming internet traffic on ports 65200 - 65535 to the subnet of the gateway. This is not permitted for Application Gateways that have V2 Sku.`,
      path,
    ),
  );
}

/** A default route to an appliance is not supported for v2 (Microsoft Learn, configuration-infrastructure). */
function routeProblems(subnet: ArmBody, cloud: CloudView, path: string): readonly ArmProblem[] {
  const tableId = textAt(subnet, "properties.routeTable.id") ?? "";
  const isDiverted = objectsAt(cloud.get(tableId)?.body ?? {}, "properties.routes").some(
    ({ value }) =>
      textAt(value, "properties.addressPrefix") === "0.0.0.0/0" &&
      textAt(value, "properties.nextHopType") !== "Internet",
  );
  return refuseWhen(isDiverted, () =>
    refusal(
      "ApplicationGatewaySubnetUserDefinedRouteNotSupported",
      `Route table ${tableId} sends 0.0.0.0/0 of the gateway's subnet elsewhere than to the Internet.`,
      path,
    ),
  );
}

/** The subnet that a gateway is in. */
export function gatewaySubnetOf(gateway: ArmBody): string | undefined {
  return objectsAt(gateway, "properties.gatewayIPConfigurations").map(({ value }) =>
    textAt(value, "properties.subnet.id"),
  )[0];
}

/** Refusals of where a gateway is put: a subnet that it shares with gateways alone, in its region. */
export function subnetProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const subnetId = gatewaySubnetOf(requested);
  const path = "properties.gatewayIPConfigurations";
  if (subnetId === undefined) return [refusal("InvalidRequestContent", "An application gateway needs a subnet.", path)];
  const subnet = cloud.get(subnetId)?.body;
  if (subnet === undefined) return [];
  const network = cloud.get(networkIdOf(subnetId));
  const stranger = occupantsOf(subnetId, cloud, id.text).find((each) => idKey(each.type) !== idKey(id.type));
  return [
    ...refuseWhen(stranger !== undefined, () =>
      refusal(
        "ApplicationGatewaySubnetCannotBeUsedByOtherResources",
        `Subnet ${subnetId} cannot be used for application gateway ${id.text} since subnet is already used by ${stranger?.id ?? ""}.`,
        path,
      ),
    ),
    ...refuseWhen(!sameRegion(network?.body.location, requested.location), () =>
      refusal(
        "InvalidResourceReference",
        `An application gateway is in the region of its virtual network, '${network?.body.location ?? ""}'.`,
        path,
      ),
    ),
    ...groupProblems(subnet, cloud, path),
    ...routeProblems(subnet, cloud, path),
    ...frontEndProblems({ requested, cloud }, subnetId),
  ];
}

function isWithin(subnet: ArmResource | undefined, address: string): boolean {
  const prefix = parsePrefix(address);
  return prefix !== undefined && within(subnetPrefixes(subnet?.body ?? {}), [prefix]);
}

/**
 * A private front end is in the gateway's own subnet; a version 2 gateway gives it a fixed address and needs to be told
 * which. Rule and codes of the first two are estimates, not read in a source.
 */
function frontEndProblems(
  { requested, cloud }: Pick<Write, "requested" | "cloud">,
  own: string,
): readonly ArmProblem[] {
  const subnet = cloud.get(own);
  const frontEnds = objectsAt(requested, "properties.frontendIPConfigurations").filter(
    ({ value }) => textAt(value, "properties.subnet.id") !== undefined,
  );
  return frontEnds.flatMap(({ path, value }) => {
    const address = textAt(value, "properties.privateIPAddress");
    const isFixed = textAt(value, "properties.privateIPAllocationMethod") === "Static" && address !== undefined;
    return [
      ...refuseWhen(idKey(textAt(value, "properties.subnet.id") ?? "") !== idKey(own), () =>
        refusal(
          "ApplicationGatewayFrontendIPConfigurationSubnetMismatch",
          `The private front end ${textAt(value, "name") ?? ""} is in another subnet than its gateway.`,
          `${path}.properties.subnet.id`,
        ),
      ),
      ...refuseWhen(!isFixed, () =>
        refusal(
          "ApplicationGatewayPrivateIPAllocationMethodNotSupported",
          "A version 2 gateway has a private front end with a privateIPAddress and privateIPAllocationMethod 'Static'.",
          `${path}.properties.privateIPAllocationMethod`,
        ),
      ),
      ...refuseWhen(isFixed && subnet !== undefined && !isUsable(subnet, address), () =>
        refusal(
          isWithin(subnet, address ?? "") ? "PrivateIPAddressInReservedRange" : "PrivateIPAddressNotInSubnet",
          `Private static IP address ${address ?? ""} is not among those that Azure leaves to the users of ${own}.`,
          `${path}.properties.privateIPAddress`,
        ),
      ),
    ];
  });
}
