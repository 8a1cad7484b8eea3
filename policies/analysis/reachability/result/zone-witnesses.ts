import { interval, pairsOf } from "../packets/intervals";
import type { AddressAxis } from "../packets/address-axis";
import type { PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE, servicesText } from "../packets/service-axis";
import type { Reached } from "../semantics/spread";
import { witnessOf } from "./explain-packet";
import type { Witness } from "./finding";
import type { PlaceTexts } from "./place-text";

/** A packet that shows that a service passes from one zone to another, for each tenant that has a place of its own there. */
export interface ZoneWitness {
  readonly from: string;
  readonly to: string;
  /** Absent where tenants share the place. */
  readonly fromTenant?: string;
  readonly toTenant?: string;
  /** `TCP 443`, `UDP 1-1023`, `everything`: as in the matrix of zones. */
  readonly service: string;
  readonly witness: Witness;
}

/** More than there are places on the axis of addresses. */
const EVERY_PLACE = interval(0, 2 ** 40);

/** One packet for each service that passes from zone to zone and from tenant to tenant, in their order. */
export function zoneWitnesses(
  reached: readonly Reached[],
  texts: PlaceTexts,
  space: PacketSpace,
  axis: AddressAxis,
): readonly ZoneWitness[] {
  const found = new Map<string, ZoneWitness>();
  for (const { from, to, packets } of reached) {
    const services = space.services(packets);
    const [fromTenant, toTenant] = [texts.tenant(from), texts.tenant(to)];
    const everything = services[0] === EVERY_SERVICE[0] && services[1] === EVERY_SERVICE[1];
    for (const [first, last] of pairsOf(services)) {
      const texted = everything ? ["everything"] : servicesText(interval(first, last));
      for (const service of texted) {
        const key = `${texts.zone(from)}\n${texts.zone(to)}\n${service}\n${fromTenant ?? ""}\n${toTenant ?? ""}`;
        if (found.has(key)) continue;
        const packet = space.sample(
          space.intersection(packets, space.box(EVERY_PLACE, EVERY_PLACE, interval(first, last))),
        );
        if (packet === undefined) continue;
        found.set(key, {
          from: texts.zone(from),
          to: texts.zone(to),
          ...(fromTenant !== undefined && { fromTenant }),
          ...(toTenant !== undefined && { toTenant }),
          service,
          witness: witnessOf(axis, packet),
        });
      }
    }
  }
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, witness]) => witness);
}
