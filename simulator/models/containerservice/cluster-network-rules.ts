import type { CloudView } from "../../arm/cloud-view";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { notModelled, type Write } from "../../arm/resource-model";
import { addressNumber, contains, overlaps, parsePrefix, type IpPrefix } from "../ip-prefix";
import { addressSpaceOf } from "../network/address-space";
import { peersOf } from "../network/peering-state";
import { networkIdOf } from "../network/subnet-use";
import { numberAt, objectAt, textAt } from "../read-body";
import { noneOf, refusal, refuseWhen } from "../refusal";
import { profilesOf, type PoolProfile } from "./pool-profile";
import { subnetOf } from "./pool-subnet";

const base = "properties.networkProfile";

/** What AKS takes where nothing is said (Azure REST API specification, Microsoft.ContainerService 2025-09-01). */
export const networkDefaults = {
  networkPlugin: "azure",
  networkDataplane: "azure",
  networkPolicy: "none",
  outboundType: "loadBalancer",
  loadBalancerSku: "standard",
  serviceCidr: "10.0.0.0/16",
  dnsServiceIP: "10.0.0.10",
} as const;

/** Set aside by AKS for itself (Microsoft Learn, aks/concepts-network-ip-address-planning). */
const reservedRanges = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];
/** Microsoft Learn, aks/concepts-network-ip-address-planning: the range of services is smaller than /12. */
const widestServicePrefix = 12;
/** Microsoft Learn, aks/azure-cni-overlay: each node takes a /24 of the pods' range. */
const nodePrefix = 24;

/** Every reason to refuse the network profile of a cluster. */
export function networkProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  return [
    ...modelledProblems(requested),
    ...dataplaneProblems(requested),
    ...rangeProblems(requested, cloud),
    ...dnsServiceProblems(requested),
    ...balancerProblems(requested),
  ];
}

function valueOf(cluster: ArmBody, name: keyof typeof networkDefaults): string {
  return textAt(cluster, `${base}.${name}`) ?? networkDefaults[name];
}

function modelledProblems(cluster: ArmBody): readonly ArmProblem[] {
  return [
    ...noneOf(valueOf(cluster, "networkPlugin"), ["azure"], `${base}.networkPlugin`, notModelled),
    ...["podCidrs", "serviceCidrs"].flatMap((name) => {
      const listed = objectAt(cluster, base)?.[name];
      return refuseWhen(Array.isArray(listed) && listed.length > 1, () =>
        refusal(notModelled, `The local cloud does not model clusters with several ${name}.`, `${base}.${name}`),
      );
    }),
  ];
}

/** Microsoft Learn, aks/azure-cni-powered-by-cilium (2026-08). */
function dataplaneProblems(cluster: ArmBody): readonly ArmProblem[] {
  const [dataplane, policy] = [valueOf(cluster, "networkDataplane"), valueOf(cluster, "networkPolicy")];
  return refuseWhen(
    (dataplane === "cilium") !== (policy === "cilium") && !(dataplane === "cilium" && policy === "none"),
    () =>
      refusal(
        "InvalidParameter",
        `networkPolicy '${policy}' does not go with networkDataplane '${dataplane}': cilium needs cilium.`,
        `${base}.networkPolicy`,
      ),
  );
}

interface Range {
  readonly name: "podCidr" | "serviceCidr";
  readonly code: string;
  readonly prefix: IpPrefix;
}

function rangeProblems(cluster: ArmBody, cloud: CloudView): readonly ArmProblem[] {
  const asked = [
    ["serviceCidr", "ServiceCidrOverlapExistingSubnetsCidr", valueOf(cluster, "serviceCidr")],
    ["podCidr", "PodCidrOverlapExistingSubnetsCidr", textAt(cluster, `${base}.podCidr`)],
  ] as const;
  const given = asked.flatMap(([name, code, text]) => (text === undefined ? [] : [{ name, code, text }]));
  const wrong = given.filter(({ text }) => !text.includes("/") || parsePrefix(text)?.canonical !== text);
  if (wrong.length > 0) {
    return wrong.map(({ name, text }) =>
      refusal("CidrStringParseError", `'${text}' is no CIDR such as 10.244.0.0/16.`, `${base}.${name}`),
    );
  }
  const ranges = given.flatMap(({ name, code, text }): readonly Range[] => {
    const prefix = parsePrefix(text);
    return prefix === undefined ? [] : [{ name, code, prefix }];
  });
  return [
    ...overlapProblems(ranges),
    ...ranges.flatMap((range) => placeProblems(range, cluster, cloud)),
    ...sizeProblems(ranges, cluster),
  ];
}

function overlapProblems([service, pods]: readonly Range[]): readonly ArmProblem[] {
  if (service === undefined || pods === undefined || !overlaps(service.prefix, pods.prefix)) return [];
  const message = `The pod CIDR ${pods.prefix.text} overlaps with the service CIDR ${service.prefix.text}.`;
  return [refusal("PodCidrOverlapServiceCidr", message, `${base}.podCidr`)];
}

/** No range may run into the network of the nodes, nor into those that it is peered with. */
function placeProblems({ name, code, prefix }: Range, cluster: ArmBody, cloud: CloudView): readonly ArmProblem[] {
  const networks = [...new Set(profilesOf(cluster).map(({ value }) => networkIdOf(subnetOf(value) ?? "")))];
  const reachable = networks.flatMap((id) => [...[cloud.get(id) ?? []].flat(), ...peersOf(id, cloud)]);
  const reserved = reservedRanges.find((text) => {
    const range = parsePrefix(text);
    return range !== undefined && overlaps(range, prefix);
  });
  return [
    ...reachable.flatMap((network) => {
      const clash = addressSpaceOf(network.body).find((space) => overlaps(space, prefix));
      if (clash === undefined) return [];
      const message = `The specified ${name} ${prefix.text} conflicts with ${clash.text} of ${network.id}.`;
      return [refusal(code, message, `${base}.${name}`)];
    }),
    ...refuseWhen(reserved !== undefined, () =>
      refusal(
        "InvalidParameter",
        `The ${name} ${prefix.text} overlaps with ${reserved ?? ""}, which AKS keeps.`,
        `${base}.${name}`,
      ),
    ),
  ];
}

function sizeProblems(ranges: readonly Range[], cluster: ArmBody): readonly ArmProblem[] {
  const nodes = profilesOf(cluster).reduce((sum, { value }) => sum + nodesOf(value), 0);
  return ranges.flatMap(({ name, prefix }) => {
    const path = `${base}.${name}`;
    if (name === "serviceCidr") {
      return refuseWhen(prefix.length <= widestServicePrefix, () =>
        refusal(
          "InvalidParameter",
          `The service CIDR ${prefix.text} must be smaller than /${widestServicePrefix}.`,
          path,
        ),
      );
    }
    const room = Math.floor(2 ** (nodePrefix - prefix.length));
    return refuseWhen(nodes > room, () =>
      refusal(
        "InsufficientPodCidr",
        `The pod CIDR ${prefix.text} has room for ${room} nodes, and there are ${nodes}.`,
        path,
      ),
    );
  });
}

function nodesOf(pool: PoolProfile): number {
  return numberAt(pool, "count") ?? 1;
}

function dnsServiceProblems(cluster: ArmBody): readonly ArmProblem[] {
  const service = parsePrefix(valueOf(cluster, "serviceCidr"));
  const text = textAt(cluster, `${base}.dnsServiceIP`);
  const asksForRange = textAt(cluster, `${base}.serviceCidr`) !== undefined;
  const path = `${base}.dnsServiceIP`;
  if (service === undefined) return [];
  if (text === undefined) {
    return refuseWhen(asksForRange && service.text !== networkDefaults.serviceCidr, () =>
      refusal("InvalidParameter", `A serviceCidr needs a dnsServiceIP within ${service.text}.`, path),
    );
  }
  const address = parsePrefix(text);
  if (address === undefined || !contains(service, address)) {
    return [refusal("DnsServiceIpOutOfServiceCidr", `DNS service IP ${text} is not within ${service.text}.`, path)];
  }
  return refuseWhen(addressNumber(text) === service.first + 1 || addressNumber(text) === service.first, () =>
    refusal(
      "InvalidParameter",
      `DNS service IP ${text} is the first of ${service.text}, which is the API server's.`,
      path,
    ),
  );
}

/** Microsoft Learn, aks/load-balancer-standard: the basic load balancer ended in 2025-09. */
function balancerProblems(cluster: ArmBody): readonly ArmProblem[] {
  const routed = valueOf(cluster, "outboundType").toLowerCase() === "userdefinedrouting";
  return [
    ...refuseWhen(valueOf(cluster, "loadBalancerSku").toLowerCase() !== "standard", () =>
      refusal("InvalidLoadBalancerSku", "The load balancer's SKU must be standard.", `${base}.loadBalancerSku`),
    ),
    ...refuseWhen(routed && objectAt(cluster, `${base}.loadBalancerProfile`) !== undefined, () =>
      refusal(
        "InvalidUserDefinedRoutingWithLoadBalancerProfile",
        "outboundType userDefinedRouting cannot be combined with a loadBalancerProfile.",
        `${base}.loadBalancerProfile`,
      ),
    ),
  ];
}
