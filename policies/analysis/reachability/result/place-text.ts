import type { Segment } from "../classify/segments";
import type { Subnet } from "../model/network-model";
import type { Place } from "../semantics/places";

/** How places are called in messages and in the matrix. */
export class PlaceTexts {
  private readonly bySubnet: ReadonlyMap<Subnet, Segment>;

  constructor(segments: readonly Segment[]) {
    this.bySubnet = new Map(segments.map((segment) => [segment.subnet, segment]));
  }

  /** `data of tenant duin (weu, cell 1)`, `batch servers (weu, cell 1)`, `the internet`, `partner operations (weu)`. */
  text(place: Place): string {
    switch (place.kind) {
      case "internet":
        return "the internet";
      case "host":
        return "Azure's probes";
      case "partner":
        return `partner ${place.partner} behind ${place.gateway.label}`;
      case "subnet":
        return this.subnetText(place.subnet);
    }
  }

  /** What stands for a place in the matrix of zones. */
  zone(place: Place): string {
    switch (place.kind) {
      case "internet":
        return "internet";
      case "host":
        return "azure probes";
      case "partner":
        return "partners";
      case "subnet":
        return this.bySubnet.get(place.subnet)?.zone ?? "unclassified";
    }
  }

  /** The tenant whose own segment or network a place is; nothing where tenants share it. */
  tenant(place: Place): string | undefined {
    if (place.kind !== "subnet") return undefined;
    const segment = this.bySubnet.get(place.subnet);
    return segment?.tenant ?? segment?.stamp.tenant;
  }

  private subnetText(subnet: Subnet): string {
    const segment = this.bySubnet.get(subnet);
    if (segment === undefined) return subnet.label;
    const { zone, tenant, group, stamp } = segment;
    const what = group === undefined ? zone : `${group} servers`;
    const cell = stamp.cell === undefined ? "" : `, cell ${stamp.cell}`;
    return `${what}${tenant === undefined ? "" : ` of tenant ${tenant}`} (${stamp.site}${cell})`;
  }
}
