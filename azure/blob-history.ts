/** What an account is told about the history of its blobs. */
export interface BlobHistory {
  readonly versioning: boolean;
  /** How long a deleted blob or version can be brought back, in days; 0 where that is off. */
  readonly softDeleteDays: number;
  /** The lifecycle rule deletes versions that were written more than this many days ago; absent without such a rule. */
  readonly versionsDeletedAfterDays?: number;
}

/** Days from a change or deletion until its earlier content is gone for good. */
export interface EndOfContent {
  /** It can be brought back for at least this long. */
  readonly earliest: number;
  /** After this it is gone; infinite where nothing ever deletes it. */
  readonly latest: number;
}

/**
 * Days that a lifecycle rule may take to notice: a rule is looked at once a day, and begins within a day. Azure promises
 * no time, so this is an estimate (Microsoft Learn, storage/blobs/lifecycle-management-overview, 2025).
 */
const LIFECYCLE_DELAY_DAYS = 2;

/**
 * How long the content that a blob had can be brought back after somebody has overwritten or deleted the blob.
 *
 * With versioning both are the same: what was current becomes a previous version, and soft delete has nothing to do
 * with it yet (Microsoft Learn, storage/blobs/versioning-overview, 2025). A lifecycle rule counts from when a version
 * was written, not from when it was replaced, so an old document's version is deleted at the next look; that deletion is
 * soft (Microsoft Learn, storage/blobs/lifecycle-management-policy-delete, 2025). Without versioning soft delete alone
 * keeps what is overwritten or deleted (Microsoft Learn, storage/blobs/soft-delete-vs-versioning-options, 2025).
 *
 * An account that receives replicated blobs has their versions from the replication on, never earlier, so with the same
 * settings it keeps each at least as long.
 *
 * @param age days since the content was written
 */
export function endOfContent(
  { versioning, softDeleteDays, versionsDeletedAfterDays }: BlobHistory,
  age: number,
): EndOfContent {
  if (!versioning) return { earliest: softDeleteDays, latest: softDeleteDays };
  if (versionsDeletedAfterDays === undefined) {
    return { earliest: Number.POSITIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
  }
  const asVersion = Math.max(0, versionsDeletedAfterDays - age);
  return { earliest: asVersion + softDeleteDays, latest: asVersion + LIFECYCLE_DELAY_DAYS + softDeleteDays };
}
