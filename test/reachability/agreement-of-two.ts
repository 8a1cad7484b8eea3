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
import { bag, Deployment, nameAt } from "./azure-lookups";
import { beginningsOf, namesToAsk, partnerAt, type Start } from "./beginnings";
import { mentionedIn, type Mentioned } from "./mentioned";
import { PacketEvaluator } from "./packet-evaluator";
import type { PlainPacket } from "./plain-packet";

/** Where the analysis of sets and the evaluator of single packets say something different. */
export interface Disagreement {
  readonly packet: PlainPacket;
  readonly from: string;
  readonly sets: readonly string[];
  readonly packets: readonly string[];
}

/** How often both were asked, how many packets arrived somewhere, and where the two differ. */
export interface Agreement {
  readonly asked: number;
  readonly arrived: number;
  readonly differ: readonly Disagreement[];
}

type Service = Pick<PlainPacket, "protocol" | "port">;

/**
 * Asks both about packets between all places that a deployment mentions, at all ports that it does.
 *
 * @param most how many packets to ask about; of more, so many are taken evenly, beginning at another one for each seed
 */
export function compareBoth(resources: readonly RegisteredResource[], most = Infinity, seed = 0): Agreement {
  const deployment = new Deployment(resources);
  const mentioned = mentionedIn(deployment);
  const services = servicesToAsk(mentioned);
  const starts = beginningsOf(deployment, mentioned);
  const bySets = askSets(resources, mentioned);
  const evaluator = new PacketEvaluator(deployment);
  const differ: Disagreement[] = [];
  let asked = 0;
  let arrived = 0;
  for (const { start, packet } of sampled(starts, services, most, seed)) {
    const sets = bySets(start.key, packet);
    const packets = [...evaluator.arrivals(start.beginning, packet)].map((place) => placeOf(deployment, place)).sort();
    asked++;
    if (packets.length > 0) arrived++;
    if (sets.join() !== packets.join()) differ.push({ packet, from: start.key, sets, packets });
  }
  return { asked, arrived, differ };
}

function servicesToAsk({ ports }: Mentioned): readonly Service[] {
  return [
    ...[...new Set([53, 80, 443, 1433, ...ports])].flatMap((port) => [
      { protocol: "tcp", port } as const,
      { protocol: "udp", port } as const,
    ]),
    { protocol: "icmp", port: 0 },
  ];
}

interface Question {
  readonly start: Start;
  readonly packet: PlainPacket;
}

function* sampled(
  starts: readonly Start[],
  services: readonly Service[],
  most: number,
  seed: number,
): Generator<Question> {
  const sizes = starts.map(({ sources, destinations }) => sources.length * destinations.length * services.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const step = Math.max(1, all / most);
  let before = 0;
  let at = seed % Math.ceil(step);
  for (const [index, start] of starts.entries()) {
    const size = sizes[index] ?? 0;
    for (; Math.floor(at) < before + size; at += step) {
      const number = Math.floor(at) - before;
      const service = services[number % services.length];
      const pair = Math.floor(number / services.length);
      const destination = start.destinations[pair % start.destinations.length];
      const source = start.sources[Math.floor(pair / start.destinations.length)];
      if (service === undefined || destination === undefined || source === undefined) continue;
      yield { start, packet: { source, destination, ...service } };
    }
    before += size;
  }
}

/** The places that a packet from somewhere reaches by the analysis, in order. */
function askSets(resources: readonly RegisteredResource[], mentioned: Mentioned) {
  const topology = new Topology(readModel(new ResourceSet(resources, true)));
  const axis = new AddressAxis([...mentioned.tags, "GatewayManager"], [...mentioned.names, ...namesToAsk(mentioned)]);
  const space = new PacketSpace();
  const walk = new Walk(topology, axis, space);
  const reached = new Map<string, { readonly to: string; readonly packets: PacketSet }[]>();
  for (const { from, to, packets } of spread(walk, originsOf(walk))) {
    const key = keyOf(from);
    reached.set(key, [...(reached.get(key) ?? []), { to: keyOf(to), packets }]);
  }
  return (key: string, packet: PlainPacket): readonly string[] => {
    const asked = onAxes(axis, packet);
    return (reached.get(key) ?? [])
      .filter(({ packets }) => space.has(packets, asked))
      .map(({ to }) => to)
      .sort();
  };
}

function onAxes(axis: AddressAxis, { source, destination, protocol, port }: PlainPacket): Packet {
  const place = (text: string) =>
    addressOf(text) ?? axis.name(nameAt(text) ?? "")[0] ?? axis.tag(text.replace("tag:", ""))[0] ?? -1;
  const [service = -1] = servicesOf(protocol, protocol === "icmp" ? ["*"] : [String(port)]) ?? [];
  return { source: place(source), destination: place(destination), service };
}

/** A place where a packet ended up, as the analysis calls it. */
function placeOf(all: Deployment, place: string): string {
  const [, urn] = /^partner (.*)$/.exec(place) ?? [];
  const connection = all.of("network:VirtualNetworkGatewayConnection").find((one) => one.urn === urn);
  const gateway = connection && all.at(bag(connection.inputs["virtualNetworkGateway1"])["id"]);
  return connection === undefined || gateway === undefined ? place : partnerAt(gateway, connection);
}
