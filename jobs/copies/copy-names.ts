import { randomBytes } from "node:crypto";
import { twoDigits } from "../../azure/names/codes";
import { momentOfStamp, stampOf } from "./slot";

/**
 * Names of the blobs of a copy, below the container of its place:
 *
 *   abcd/01/20240101T010000Z/manifest.json                          the slot is done
 *   abcd/01/20240101T010000Z/20240101T010311Z-5f0c2a91/part-00001   an attempt's bytes
 *
 * The manifest's name is the same for every attempt, and it can be created only once: whichever attempt gets there first
 * is the copy of that slot, and what other attempts left runs out with its retention.
 */
export interface CopyIdentity {
  readonly tenant: string;
  /** Of the data, 1-99. */
  readonly generation: number;
  readonly slot: Date;
}

const MANIFEST = "manifest.json";

/** Everything of a tenant. */
export function tenantPrefix(tenant: string): string {
  return `${tenant}/`;
}

/** Everything of a generation of a tenant's data. */
export function generationPrefix({ tenant, generation }: Pick<CopyIdentity, "tenant" | "generation">): string {
  return `${tenantPrefix(tenant)}${twoDigits(generation)}/`;
}

/** Everything of a slot. */
export function slotPrefix(identity: CopyIdentity): string {
  return `${generationPrefix(identity)}${stampOf(identity.slot)}/`;
}

export function manifestName(identity: CopyIdentity): string {
  return `${slotPrefix(identity)}${MANIFEST}`;
}

/** A new attempt's name: when it began, and enough chance that no two are the same. */
export function newAttempt(started: Date): string {
  return `${stampOf(started)}-${randomBytes(4).toString("hex")}`;
}

/** @param part counted from 1. */
export function partName(identity: CopyIdentity, attempt: string, part: number): string {
  return `${slotPrefix(identity)}${attempt}/part-${String(part).padStart(5, "0")}`;
}

/** What the name of a finished copy's manifest says, or nothing for any other blob. */
export function parseManifestName(name: string): CopyIdentity | undefined {
  const [tenant, generation, stamp, file, ...rest] = name.split("/");
  const slot = stamp === undefined ? undefined : momentOfStamp(stamp);
  if (tenant === undefined || generation === undefined || slot === undefined || file !== MANIFEST || rest.length > 0) {
    return undefined;
  }
  return /^\d\d$/.test(generation) ? { tenant, generation: Number(generation), slot } : undefined;
}
