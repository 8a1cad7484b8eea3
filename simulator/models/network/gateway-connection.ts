import { NETWORK } from "../../../azure/names/name-limits";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmResource } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import { notModelled, type ResourceModel, type Write } from "../../arm/resource-model";
import { codeOf, guidOf } from "../computed-value";
import { nameProblems } from "../name-rule";
import { flagAt, objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withDefaults, withProperties, withoutProperties } from "../stored-body";
import { addressSpaceOf, overlapOf } from "./address-space";
import { routeProblems } from "./connection-routes";
import { ipsecPolicyProblems } from "./ipsec-policy";
import { networkIdOf } from "./subnet-use";

const connectionType = "Microsoft.Network/connections";
const ends = {
  IPsec: "properties.localNetworkGateway2.id",
  Vnet2Vnet: "properties.virtualNetworkGateway2.id",
} as const;

/** Only a trace of the key is kept: enough to see whether both ends of a tunnel have the same one. */
const keyTrace = "sharedKeyTrace";

function firstGateway(body: ArmBody): string {
  return textAt(body, "properties.virtualNetworkGateway1.id") ?? "";
}

function farEnd(body: ArmBody): string | undefined {
  const type = textAt(body, "properties.connectionType");
  return type === "IPsec" || type === "Vnet2Vnet" ? textAt(body, ends[type]) : undefined;
}

function typeProblems(write: Write): readonly ArmProblem[] {
  const type = textAt(write.requested, "properties.connectionType") ?? "";
  if (type !== "IPsec" && type !== "Vnet2Vnet") {
    return [
      refusal(
        notModelled,
        `The local cloud does not model connections of the type '${type}'.`,
        "properties.connectionType",
      ),
    ];
  }
  const key = textAt(write.requested, "properties.sharedKey");
  const isNew = write.previous === undefined;
  return [
    ...missing(write, ends[type], ...(isNew ? ["properties.sharedKey"] : [])),
    // Microsoft Learn, vpn-gateway-vpn-faq: up to 128 printable ASCII characters.
    ...refuseWhen(key !== undefined && !/^[\x20-\x7e]{1,128}$/.test(key), () =>
      refusal("InvalidParameter", "A shared key has 1 to 128 printable ASCII characters.", "properties.sharedKey"),
    ),
  ];
}

function policyProblems({ requested }: Write): readonly ArmProblem[] {
  const policies = objectsAt(requested, "properties.ipsecPolicies");
  const isSelective = flagAt(requested, "properties.usePolicyBasedTrafficSelectors") === true;
  return [
    ...policies.flatMap(ipsecPolicyProblems),
    ...refuseWhen(policies.length > 1, () =>
      refusal("InvalidParameter", "A connection has one IPsec policy.", "properties.ipsecPolicies"),
    ),
    ...refuseWhen(isSelective && policies.length === 0, () =>
      refusal(
        "InvalidParameter",
        "Policy-based traffic selectors need an IPsec policy.",
        "properties.usePolicyBasedTrafficSelectors",
      ),
    ),
  ];
}

function networkOf(gatewayId: string, cloud: CloudView): ArmResource | undefined {
  const [first] = objectsAt(cloud.get(gatewayId)?.body ?? {}, "properties.ipConfigurations");
  return cloud.get(networkIdOf(textAt(first?.value ?? {}, "properties.subnet.id") ?? ""));
}

function placeProblems({ id, requested, cloud }: Write): readonly ArmProblem[] {
  const gateway = cloud.get(firstGateway(requested));
  const far = farEnd(requested) ?? "";
  const twin = cloud
    .ofType(connectionType)
    .find(({ id: other, body }) => idKey(other) !== id.key && sameEnds(body, firstGateway(requested), far));
  const [here, there] = [networkOf(firstGateway(requested), cloud), networkOf(far, cloud)];
  const clash = here && there && overlapOf(addressSpaceOf(here.body), addressSpaceOf(there.body));
  return [
    ...refuseWhen(gateway !== undefined && !sameRegion(gateway.body.location, requested.location), () =>
      refusal(
        "InvalidResourceReference",
        `A connection is in the region of its gateway, '${gateway?.body.location ?? ""}'.`,
        "location",
      ),
    ),
    ...refuseWhen(twin !== undefined, () =>
      refusal("Conflict", `The connection ${twin?.id ?? ""} joins the same two gateways already.`, undefined, 409),
    ),
    ...refuseWhen(clash !== undefined, () =>
      refusal(
        "VnetAddressSpacesOverlap",
        `The networks of a VNet-to-VNet connection overlap: ${clash?.map(({ text }) => text).join(" and ") ?? ""}.`,
        ends.Vnet2Vnet,
      ),
    ),
  ];
}

function sameEnds(body: ArmBody, near: string, far: string): boolean {
  return idKey(firstGateway(body)) === idKey(near) && idKey(farEnd(body) ?? "") === idKey(far);
}

function reverseOf(requested: ArmBody, cloud: CloudView): ArmResource | undefined {
  return cloud
    .ofType(connectionType)
    .find(({ body }) => sameEnds(body, farEnd(requested) ?? "", firstGateway(requested)));
}

/** A tunnel between two gateways of ours stands when both ends have the same key; a partner's device is not known. */
function statusOf(requested: ArmBody, trace: string, cloud: CloudView): string {
  if (textAt(requested, "properties.connectionType") !== "Vnet2Vnet") return "Unknown";
  const reverse = reverseOf(requested, cloud);
  return reverse !== undefined && textAt(reverse.body, `properties.${keyTrace}`) === trace
    ? "Connected"
    : "NotConnected";
}

function traceOf({ requested, previous }: Write): string {
  const key = textAt(requested, "properties.sharedKey");
  return key === undefined
    ? (textAt(previous?.body ?? {}, `properties.${keyTrace}`) ?? "")
    : codeOf(key, "shared key", 40);
}

export const virtualNetworkGatewayConnection: ResourceModel = {
  armType: connectionType,
  check: (write) => [
    ...missing(write, "location", "properties.virtualNetworkGateway1.id"),
    ...nameProblems(write.id, NETWORK),
    ...typeProblems(write),
    ...policyProblems(write),
    ...placeProblems(write),
    ...routeProblems(write),
  ],
  compute: (write) => {
    const trace = traceOf(write);
    const body = withDefaults(withoutProperties(write.requested, "sharedKey"), {
      connectionMode: "Default",
      connectionProtocol: "IKEv2",
      dpdTimeoutSeconds: 45,
      enableBgp: false,
      ipsecPolicies: [],
      routingWeight: 0,
      usePolicyBasedTrafficSelectors: false,
    });
    return withProperties(succeeded(body), {
      [keyTrace]: trace,
      egressBytesTransferred: 0,
      ingressBytesTransferred: 0,
      resourceGuid: guidOf(write.id.text, "resource"),
    });
  },
  view: ({ body }, cloud) => {
    const trace = textAt(body, `properties.${keyTrace}`) ?? "";
    return withProperties(withoutProperties(body, keyTrace), { connectionStatus: statusOf(body, trace, cloud) });
  },
  immutable: ["properties.connectionType"],
};
