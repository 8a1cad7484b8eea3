import type { ExpectedFlow } from "../expected/expected-flow";
import type { Packet, PacketSet } from "../packets/packet-set";
import { servicesText } from "../packets/service-axis";
import { keyOf, type Place } from "../semantics/places";
import type { Origin, Reached } from "../semantics/spread";
import type { Walk } from "../semantics/walk";
import { explainPacket, pathText, witnessOf, type Explanation } from "./explain-packet";
import type { ReachabilityFinding } from "./finding";
import type { PlaceTexts } from "./place-text";

interface Pair {
  readonly from: Place;
  readonly to: Place;
  reached: PacketSet;
  besideTunnels: PacketSet;
  readonly expected: ExpectedFlow[];
}

/** Holds what passes against what may and must: what is missing and what is too much, each with a packet that shows it. */
export class Comparison {
  private readonly originsAt = new Map<string, Origin[]>();

  constructor(
    private readonly walk: Walk,
    origins: readonly Origin[],
    private readonly texts: PlaceTexts,
  ) {
    for (const origin of origins) {
      const key = keyOf(origin.place);
      const known = this.originsAt.get(key);
      if (known === undefined) this.originsAt.set(key, [origin]);
      else known.push(origin);
    }
  }

  findings(reached: readonly Reached[], expected: readonly ExpectedFlow[]): readonly ReachabilityFinding[] {
    return [...this.pairs(reached, expected)].flatMap((pair) => [...this.missing(pair), ...this.forbidden(pair)]);
  }

  private pairs(reached: readonly Reached[], expected: readonly ExpectedFlow[]): Iterable<Pair> {
    const { empty } = this.walk.space;
    const pairs = new Map<string, Pair>();
    const at = (from: Place, to: Place): Pair => {
      const key = `${keyOf(from)}\n${keyOf(to)}`;
      const known = pairs.get(key);
      if (known !== undefined) return known;
      const made: Pair = { from, to, reached: empty, besideTunnels: empty, expected: [] };
      pairs.set(key, made);
      return made;
    };
    for (const { from, to, packets, besideTunnels } of reached)
      Object.assign(at(from, to), { reached: packets, besideTunnels });
    for (const flow of expected) at(flow.from, flow.to).expected.push(flow);
    return pairs.values();
  }

  /** A flow is told once, however many roles need it between the same places. */
  private missing({ from, to, reached, expected }: Pair): readonly ReachabilityFinding[] {
    const { space } = this.walk;
    const told = new Set<PacketSet>();
    return expected.flatMap(({ id, neededBy, force, packets }) => {
      const lacking = force === "required" ? space.difference(packets, reached) : space.empty;
      const packet = space.sample(lacking);
      if (packet === undefined || told.has(lacking)) return [];
      told.add(lacking);
      const explanation = this.explain(from, to, packet);
      const services = servicesText(space.services(lacking)).join(", ");
      const what = `${this.texts.text(from)} cannot reach ${this.texts.text(to)} at ${services}, which ${neededBy} needs`;
      return [this.finding("missing", id, what, packet, explanation, to)];
    });
  }

  private forbidden(pair: Pair): readonly ReachabilityFinding[] {
    const { from, to, reached, besideTunnels, expected } = pair;
    const { space } = this.walk;
    const permitted = space.unionOfAll(expected.map(({ packets }) => packets));
    const openly = space.unionOfAll(
      expected.flatMap(({ packets, tunnelOnly }) => (tunnelOnly === true ? [] : [packets])),
    );
    const needless = this.tooMuch(pair, space.difference(reached, permitted), "which nobody needs");
    const untunnelled = space.difference(space.intersection(besideTunnels, permitted), openly);
    const why = `but not through a tunnel between ${this.texts.text(from)} and ${this.texts.text(to)}, which is agreed`;
    return [...needless, ...this.tooMuch(pair, untunnelled, why)];
  }

  private tooMuch({ from, to }: Pair, excess: PacketSet, why: string): readonly ReachabilityFinding[] {
    const { space } = this.walk;
    const packet = space.sample(excess);
    if (packet === undefined) return [];
    const services = servicesText(space.services(excess)).join(", ");
    const what = `${this.texts.text(from)} reaches ${this.texts.text(to)} at ${services}, ${why}`;
    const about = `${this.texts.zone(from)}-${this.texts.zone(to)}`;
    return [this.finding("forbidden", about, what, packet, this.explain(from, to, packet), to)];
  }

  private finding(
    kind: "missing" | "forbidden",
    about: string,
    what: string,
    packet: Packet,
    explanation: Explanation,
    to: Place,
  ): ReachabilityFinding {
    const witness = witnessOf(this.walk.axis, packet);
    const { decides, hops } = explanation;
    const message =
      `${what}. Witness: ${witness.service} from ${witness.source} to ${witness.destination}. ` +
      `Path: ${pathText(hops)}. ${decides === undefined ? "No rule decides it" : `Decided by: ${decides}`}`;
    return {
      kind,
      about,
      message,
      witness,
      path: hops,
      ...(decides !== undefined && { decides }),
      ...(to.kind === "subnet" && { resource: to.subnet.resource }),
    };
  }

  private explain(from: Place, to: Place, packet: Packet): Explanation {
    const origins = (this.originsAt.get(keyOf(from)) ?? []).filter(({ packets }) =>
      this.walk.space.has(packets, packet),
    );
    const all = origins.map((origin) => explainPacket(this.walk, origin, to, packet));
    const byLength = [...all].sort((one, other) => other.hops.length - one.hops.length);
    const nothing = { what: `nothing in ${this.texts.text(from)} sends such packets`, passes: false };
    return all.find(({ arrives }) => arrives) ?? byLength[0] ?? { arrives: false, hops: [nothing] };
  }
}
