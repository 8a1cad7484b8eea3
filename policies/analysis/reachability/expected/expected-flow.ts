import type { PacketSet } from "../packets/packet-set";
import type { Place } from "../semantics/places";

/** Packets that may or must pass from one place to another. */
export interface ExpectedFlow {
  /** `application-database`, or what Azure calls it. */
  readonly id: string;
  /** Who needs it, for messages: `the agreement (isolation)`, `Azure (health probes …)`. */
  readonly neededBy: string;
  readonly from: Place;
  readonly to: Place;
  readonly packets: PacketSet;
  /** `permitted`: it may pass, and nobody misses it where it does not. */
  readonly force: "required" | "permitted";
  /** Set where it may pass through a tunnel between the sites' gateways only. */
  readonly tunnelOnly?: true;
}

/** A flow that cannot be placed: what it starts from or leads to is not there. */
export interface Unplaced {
  readonly id: string;
  readonly neededBy: string;
  readonly message: string;
  readonly kind: "missing" | "undetermined";
}
