import { interval, pairsOf } from "../packets/intervals";
import type { AddressAxis } from "../packets/address-axis";
import type { PacketSpace } from "../packets/packet-set";
import { EVERY_SERVICE, servicesText } from "../packets/service-axis";
import type { Reached } from "../semantics/spread";
import { witnessOf } from "./explain-packet";
import type { Witness } from "./finding";
import { OutsideEnds, type OutsideEnd } from "./outside-ends";
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
  /** Who is at the outer end; absent where both ends are the platform's. */
  readonly outside?: readonly OutsideEnd[];
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
  const found = new Map<string, { readonly shown: ZoneWitness; readonly ends: OutsideEnds }>();
  for (const { from, to, packets } of reached) {
    const services = space.services(packets);
    const [fromTenant, toTenant] = [texts.tenant(from), texts.tenant(to)];
    const everything = services[0] === EVERY_SERVICE[0] && services[1] === EVERY_SERVICE[1];
    for (const [first, last] of pairsOf(services)) {
      const texted = everything ? ["everything"] : servicesText(interval(first, last));
      for (const service of texted) {
        const key = `${texts.zone(from)}\n${texts.zone(to)}\n${service}\n${fromTenant ?? ""}\n${toTenant ?? ""}`;
        const part = space.intersection(packets, space.box(EVERY_PLACE, EVERY_PLACE, interval(first, last)));
        const known = found.get(key);
        const packet = known === undefined ? space.sample(part) : undefined;
        if (packet !== undefined) {
          const shown = {
            from: texts.zone(from),
            to: texts.zone(to),
            ...(fromTenant !== undefined && { fromTenant }),
            ...(toTenant !== undefined && { toTenant }),
            service,
            witness: witnessOf(axis, packet),
          };
          found.set(key, { shown, ends: new OutsideEnds(space, axis) });
        }
        found.get(key)?.ends.add({ from, to }, part);
      }
    }
  }
  return [...found.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { shown, ends }]) => {
      const outside = ends.ends();
      return { ...shown, ...(outside.length > 0 && { outside }) };
    });
}
