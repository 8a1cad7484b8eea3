/** What can be wrong with a copy. */
export type DamageKind =
  /** No finished copy where one is due. */
  | "absent"
  /** A finished copy, but older than promised. */
  | "stale"
  /** The manifest cannot be read, or is not the one that belongs there. */
  | "manifest"
  | "missing part"
  | "truncated"
  /** Bytes are not those that were written. */
  | "altered"
  /** The key at hand is not the one that the copy was encrypted to, or can no longer be used. */
  | "key"
  /** Bytes as written, but not for this copy with this key: moved, re-ordered, or of another copy. */
  | "not authentic"
  /** What comes out is not what the manifest says went in. */
  | "payload"
  /** The BACPAC itself is broken. */
  | "structure"
  /** The restored database is not as it should be. */
  | "contents";

export interface Damage {
  readonly kind: DamageKind;
  /** One sentence: what, where. */
  readonly message: string;
}

/** A copy cannot be what it should be. */
export class DamageError extends Error {
  override readonly name = "DamageError";

  constructor(readonly damage: Damage) {
    super(damage.message);
  }
}

export function damaged(kind: DamageKind, message: string): DamageError {
  return new DamageError({ kind, message });
}
