import type { AddressAxis } from "../packets/address-axis";
import type { Packet } from "../packets/packet-set";
import { serviceText } from "../packets/service-axis";
import { keyOf, type Hop, type Journey, type Place } from "../semantics/places";
import type { Origin } from "../semantics/spread";
import type { Walk } from "../semantics/walk";
import type { Witness } from "./finding";

/** Where a packet goes, and where it ends. */
export interface Explanation {
  readonly arrives: boolean;
  readonly hops: readonly Hop[];
  /** The rule or route at which it ends, or the last rule that lets it pass. */
  readonly decides?: string;
}

/**
 * Follows one packet from its origin step by step. Of several ways the one that arrives at the place is told, else the one
 * that got furthest.
 */
export function explainPacket(walk: Walk, origin: Origin, to: Place, packet: Packet): Explanation {
  const single = ({ destination, source, service }: Packet) =>
    walk.space.box([destination, destination], [source, source], [service, service]);
  let arrived: Journey | undefined;
  let furthest: Journey | undefined;
  const start: Journey = { through: [], hops: [{ what: origin.what, passes: true }] };
  origin.start(
    single(packet),
    {
      arrive: (place, _packets, journey) => {
        if (keyOf(place) === keyOf(to)) arrived ??= journey;
      },
      end: (journey) => {
        if ((journey.hops?.length ?? 0) > (furthest?.hops?.length ?? 0)) furthest = journey;
      },
    },
    start,
  );
  const hops = (arrived ?? furthest)?.hops ?? [];
  const ruled = hops.filter(({ rule }) => rule !== undefined);
  const decides = ((arrived && ruled.filter(({ gate }) => gate === true).at(-1)) ?? ruled.at(-1))?.rule;
  return { arrives: arrived !== undefined, hops, ...(decides !== undefined && { decides }) };
}

/** A packet in words. */
export function witnessOf(axis: AddressAxis, { source, destination, service }: Packet): Witness {
  return { source: axis.text(source), destination: axis.text(destination), service: serviceText(service) };
}

/** Hops as one line: what happens, with the rule in brackets. */
export function pathText(hops: readonly Hop[]): string {
  return hops.map(({ what, rule }) => (rule === undefined ? what : `${what} [${rule}]`)).join(" → ");
}
