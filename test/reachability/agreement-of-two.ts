import { AddressAxis } from "../../policies/analysis/reachability/packets/address-axis";
import { addressOf } from "../../policies/analysis/reachability/packets/ipv4";
import { PacketSpace, type Packet, type PacketSet } from "../../policies/analysis/reachability/packets/packet-set";
import { servicesOf } from "../../policies/analysis/reachability/packets/service-axis";
import { readModel } from "../../policies/analysis/reachability/read/read-model";
import { keyOf } from "../../policies/analysis/reachability/semantics/places";
import { originsOf, spread } from "../../policies/analysis/reachability/semantics/spread";
import { Topology } from "../../policies/analysis/reachability/semantics/topology";
import { Walk } from "../../policies/analysis/reachability/semantics/walk";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ResourceSet } from "../../policies/resources/resource-set";
import { bag, bags, Deployment, isAddress, str } from "./azure-lookups";
import { PacketEvaluator, type Beginning } from "./packet-evaluator";
import type { PlainPacket } from "./plain-packet";
import { NAMES, TAGS } from "./random-rules";

/** Where the analysis of sets and the evaluator of single packets say something different. */
export interface Disagreement {
  readonly packet: PlainPacket;
  readonly from: string;
  readonly sets: readonly string[];
  readonly packets: readonly string[];
}

const SERVICES = [
  { protocol: "tcp", port: 443 },
  { protocol: "tcp", port: 1433 },
  { protocol: "tcp", port: 80 },
  { protocol: "udp", port: 53 },
  { protocol: "icmp", port: 0 },
] as const;

/** Asks both about every packet between places that matter: how many were asked and arrived, and where the two differ. */
export function compareBoth(resources: readonly RegisteredResource[]) {
  const set = new ResourceSet(resources, true);
  const topology = new Topology(readModel(set));
  const axis = new AddressAxis([...TAGS, "Storage", "AzureCloud"], [...NAMES, "*.data.example"]);
  const space = new PacketSpace();
  const walk = new Walk(topology, axis, space);
  const reached = new Map<string, { readonly to: string; readonly packets: PacketSet }[]>();
  for (const { from, to, packets } of spread(walk, originsOf(walk))) {
    const key = keyOf(from);
    reached.set(key, [...(reached.get(key) ?? []), { to: keyOf(to), packets }]);
  }
  const evaluator = new PacketEvaluator(new Deployment(resources));
  const differ: Disagreement[] = [];
  let asked = 0;
  let arrived = 0;
  const beginnings = beginningsOf(new Deployment(resources));
  for (const { key, beginning, sources, destinations } of beginnings) {
    for (const source of sources) {
      for (const destination of destinations) {
        for (const service of SERVICES) {
          const packet = { source, destination, ...service };
          const bySets = (reached.get(key) ?? [])
            .filter(({ packets }) => space.has(packets, onAxes(axis, packet)))
            .map(({ to }) => to)
            .sort();
          const byPackets = [...evaluator.arrivals(beginning, packet)].sort();
          asked++;
          if (byPackets.length > 0) arrived++;
          if (bySets.join() !== byPackets.join()) differ.push({ packet, from: key, sets: bySets, packets: byPackets });
        }
      }
    }
  }
  return { asked, arrived, differ };
}

function onAxes(axis: AddressAxis, { source, destination, protocol, port }: PlainPacket): Packet {
  const place = (text: string) => addressOf(text) ?? axis.tag(text)[0] ?? axis.name(text)[0] ?? -1;
  const [service = -1] = servicesOf(protocol, protocol === "icmp" ? ["*"] : [String(port)]) ?? [];
  return { source: place(source), destination: place(destination), service };
}

interface Start {
  readonly key: string;
  readonly beginning: Beginning;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
}

/** Every way to begin, with addresses worth asking about. */
function beginningsOf(all: Deployment): readonly Start[] {
  const hostIn = (prefix: string, host: number) =>
    prefix.replace(/\.\d+\/\d+$/, (tail) => `.${Number(/\d+/.exec(tail)?.[0]) + host}`);
  const subnets = all.of("network:Subnet");
  const addresses = subnets.map((subnet) => hostIn(all.prefixOf(subnet), 4));
  const backends = all
    .of("network:ApplicationGateway")
    .flatMap((one) => bags(one.inputs["backendAddressPools"]))
    .flatMap((pool) => bags(pool["backendAddresses"]).map(({ ipAddress }) => str(ipAddress)));
  const pods = "100.64.0.9";
  const everywhere = [
    ...addresses,
    ...backends,
    pods,
    "192.168.77.5",
    "10.99.0.1",
    "203.0.113.9",
    "Storage.WestEurope",
    ...NAMES,
    "any other name",
  ];
  const plain = subnets.filter((subnet) => all.firewallIn(subnet) === undefined && all.gatewayIn(subnet) === undefined);
  return [
    ...plain.map((subnet): Start => ({
      key: subnet.urn,
      beginning: { at: "host", subnet },
      sources: [hostIn(all.prefixOf(subnet), 7)],
      destinations: everywhere,
    })),
    ...plain.flatMap((subnet) =>
      all.clustersIn(subnet).map((cluster): Start => ({
        key: subnet.urn,
        beginning: { at: "host", subnet },
        sources: ["100.64.1.1"],
        // Pods speak to their own cluster only; to everybody else their node does.
        destinations: [pods, ...all.nodesOf(cluster).map((nodes) => hostIn(all.prefixOf(nodes), 4))],
      })),
    ),
    ...all.of("network:VirtualNetworkGateway").flatMap((gateway) =>
      all
        .connectionsOf(gateway)
        .filter((one) => one.inputs["connectionType"] === "IPsec")
        .map((one): Start => ({
          key: `${gateway.urn} ${str(one.inputs["virtualNetworkGatewayConnectionName"])}`,
          beginning: { at: "partner", gateway },
          sources: ["192.168.77.5", ...(one.inputs["enableBgp"] === true ? ["172.20.1.1"] : [])],
          destinations: everywhere.filter((place) => isAddress(place)),
        })),
    ),
    ...all.of("network:ApplicationGateway").flatMap((entry) => {
      const subnet = all.at(bag(bags(entry.inputs["gatewayIPConfigurations"])[0]?.["subnet"])["id"]);
      if (subnet === undefined) return [];
      const beginning = { at: "outside", subnet } as const;
      return [
        {
          key: "internet",
          beginning,
          sources: ["198.51.100.7", "GatewayManager"],
          destinations: [hostIn(all.prefixOf(subnet), 4)],
        },
      ];
    }),
    ...plain
      .filter((subnet) => !all.holdsEndpoints(subnet))
      .map((subnet): Start => ({
        key: "host",
        beginning: { at: "outside", subnet },
        sources: ["168.63.129.16"],
        destinations: [hostIn(all.prefixOf(subnet), 4)],
      })),
  ];
}
