import type { Intervals } from "../packets/intervals";
import { unionOf } from "../packets/intervals";
import type { PacketSpace } from "../packets/packet-set";
import { servicesText } from "../packets/service-axis";
import type { Reached } from "../semantics/spread";
import type { PlaceTexts } from "./place-text";

/** Which services pass from one zone to another, over all sites, cells and tenants. */
export interface ZonePassage {
  readonly from: string;
  readonly to: string;
  /** `TCP 443`, `everything`. */
  readonly services: readonly string[];
}

/** Who reaches whom, zone by zone, in the order of their names. What is not in it does not pass. */
export function zoneMatrix(reached: readonly Reached[], texts: PlaceTexts, space: PacketSpace): readonly ZonePassage[] {
  const cells = new Map<string, { readonly from: string; readonly to: string; services: Intervals }>();
  for (const { from, to, packets } of reached) {
    const [a, b] = [texts.zone(from), texts.zone(to)];
    const known = cells.get(`${a}\n${b}`);
    const services = space.services(packets);
    if (known === undefined) cells.set(`${a}\n${b}`, { from: a, to: b, services });
    else known.services = unionOf(known.services, services);
  }
  return [...cells.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { from, to, services }]) => ({ from, to, services: servicesText(services) }));
}
