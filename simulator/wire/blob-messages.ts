/** What those who run a recovery drill and a local cloud say to each other about blobs. */

/** A container of a storage account. */
export interface BlobPlace {
  /** ARM id. */
  readonly accountId: string;
  readonly container: string;
}

/** A blob's name, and how big it is. */
export interface ListedBlob {
  readonly name: string;
  readonly bytes: number;
}

/** Blobs as programs use them that may create and read, and may overwrite nothing. Contents are base64. */
export interface BlobAccess {
  /** Makes a blob; says whether it did, or one of that name was there already. */
  create(place: BlobPlace, name: string, base64: string): Promise<boolean>;
  /** Blobs below a prefix, in order of their names. */
  list(place: BlobPlace, prefix: string): Promise<readonly ListedBlob[]>;
  read(place: BlobPlace, name: string): Promise<string | undefined>;
  /** Changes or removes (`undefined`) what is stored, as a failing disk does: past every right, lock and policy. */
  tamper(place: BlobPlace, name: string, base64: string | undefined): Promise<void>;
}
