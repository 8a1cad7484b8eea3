import type { AddressAxis } from "../packets/address-axis";
import { unionOf, type Intervals } from "../packets/intervals";
import type { PacketSet, PacketSpace } from "../packets/packet-set";
import type { Reached } from "../semantics/spread";
import { witnessOf } from "./explain-packet";
import type { Witness } from "./finding";

/** Somewhere outside of the platform from which, or to which, something passes. */
export interface OutsideEnd {
  /** `operations 10.250.16.0/24`, `any public address`, `mcr.microsoft.com` */
  readonly where: string;
  readonly witness: Witness;
}

interface Found {
  places: Intervals;
  readonly packets: PacketSet[];
}

/**
 * Collects who is at the outer end of passages: partners with their prefixes, public addresses, names on the internet. A
 * passage between two zones says only that somebody passes; whether it is one more is seen here.
 */
export class OutsideEnds {
  private readonly sources = new Map<string, Found>();
  private readonly destinations = new Map<string, Found>();

  constructor(
    private readonly space: PacketSpace,
    private readonly axis: AddressAxis,
  ) {}

  add({ from, to }: Pick<Reached, "from" | "to">, packets: PacketSet): void {
    if (from.kind === "partner") this.collect(this.sources, from.partner, this.space.sources(packets), packets);
    else if (from.kind === "internet") this.collect(this.sources, "", this.space.sources(packets), packets);
    else if (to.kind === "partner")
      this.collect(this.destinations, to.partner, this.space.destinations(packets), packets);
    else if (to.kind === "internet") this.collect(this.destinations, "", this.space.destinations(packets), packets);
  }

  /** In a fixed order; nothing where both ends are the platform's. */
  ends(): readonly OutsideEnd[] {
    const from = this.told(this.sources, (packets, places) => this.space.from(packets, places));
    return [...from, ...this.told(this.destinations, (packets, places) => this.space.to(packets, places))];
  }

  private collect(ends: Map<string, Found>, name: string, places: Intervals, packets: PacketSet): void {
    const known = ends.get(name);
    if (known === undefined) ends.set(name, { places, packets: [packets] });
    else {
      known.places = unionOf(known.places, places);
      known.packets.push(packets);
    }
  }

  private told(
    ends: ReadonlyMap<string, Found>,
    part: (packets: PacketSet, places: Intervals) => PacketSet,
  ): readonly OutsideEnd[] {
    return [...ends.entries()]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([name, { places, packets }]) => {
        const all = this.space.unionOfAll(packets);
        return this.axis.pieces(places).flatMap(({ text, places: own }): readonly OutsideEnd[] => {
          const packet = this.space.sample(part(all, own));
          if (packet === undefined) return [];
          return [{ where: name === "" ? text : `${name} ${text}`, witness: witnessOf(this.axis, packet) }];
        });
      });
  }
}
