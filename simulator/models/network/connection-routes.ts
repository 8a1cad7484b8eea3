import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmResource } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import type { Write } from "../../arm/resource-model";
import { prefixesOf } from "../ip-prefix";
import { flagAt, numberAt, objectAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { overlapOf } from "./address-space";

const localPath = "properties.localNetworkGateway2.id";
const peerPath = "properties.bgpSettings.bgpPeeringAddress";

function deviceOf(connection: ArmBody, cloud: CloudView): ArmResource | undefined {
  return cloud.get(textAt(connection, localPath) ?? "");
}

/** Devices that other connections join to the same gateway. */
function devicesBeside({ id, requested, cloud }: Write): readonly ArmResource[] {
  const gateway = idKey(textAt(requested, "properties.virtualNetworkGateway1.id") ?? "");
  return cloud
    .ofType("Microsoft.Network/connections")
    .filter(
      (other) =>
        idKey(other.id) !== id.key &&
        idKey(textAt(other.body, "properties.virtualNetworkGateway1.id") ?? "") === gateway,
    )
    .flatMap(({ body }) => deviceOf(body, cloud) ?? []);
}

/**
 * How a gateway tells the tunnels to several devices apart: their static prefixes must not overlap, so devices that lead
 * to the same networks speak BGP, each from an address of its own.
 *
 * Source: Microsoft Learn, vpn-gateway/vpn-gateway-highlyavailable, multiple on-premises VPN devices. The codes are
 * estimates.
 */
export function routeProblems(write: Write): readonly ArmProblem[] {
  const device = deviceOf(write.requested, write.cloud);
  if (device === undefined) return [];
  const prefixes = (local: ArmResource) =>
    prefixesOf(textListAt(local.body, "properties.localNetworkAddressSpace.addressPrefixes"));
  const peer = textAt(device.body, peerPath);
  const beside = devicesBeside(write).filter((other) => idKey(other.id) !== idKey(device.id));
  const overlapping = beside.find((other) => overlapOf(prefixes(device), prefixes(other)) !== undefined);
  const twin = beside.find((other) => peer !== undefined && textAt(other.body, peerPath) === peer);
  return [
    ...refuseWhen(overlapping !== undefined, () =>
      refusal(
        "LocalNetworkGatewayAddressSpacesOverlap",
        `The prefixes of ${device.id} overlap with those of ${overlapping?.id ?? ""}, which is joined to the same gateway: ` +
          "devices that lead to the same networks need BGP, and no prefixes.",
        localPath,
      ),
    ),
    ...refuseWhen(twin !== undefined, () =>
      refusal(
        "LocalNetworkGatewayBgpPeerInUse",
        `The BGP peer ${peer ?? ""} of ${device.id} is that of ${twin?.id ?? ""} too.`,
        localPath,
      ),
    ),
    ...bgpProblems(write, device),
  ];
}

function bgpProblems({ requested, cloud }: Write, device: ArmResource): readonly ArmProblem[] {
  if (flagAt(requested, "properties.enableBgp") !== true) return [];
  const gateway = cloud.get(textAt(requested, "properties.virtualNetworkGateway1.id") ?? "");
  const numberOf = ({ body }: ArmResource) => numberAt(body, "properties.bgpSettings.asn");
  const lacks = [
    ...(objectAt(device.body, "properties.bgpSettings") === undefined ? [`${device.id} has no bgpSettings`] : []),
    ...(gateway !== undefined && flagAt(gateway.body, "properties.enableBgp") !== true
      ? [`${gateway.id} has not enabled it`]
      : []),
    ...(gateway !== undefined && numberOf(gateway) === numberOf(device)
      ? [`both sides are the autonomous system ${numberOf(device) ?? "of Azure's default"}`]
      : []),
  ];
  return refuseWhen(lacks.length > 0, () =>
    refusal("InvalidParameter", `BGP cannot be spoken: ${lacks.join(", ")}.`, "properties.enableBgp"),
  );
}
