/** The state folder is in use by another process. */
export class StoreLockedError extends Error {
  constructor(readonly stateFolder: string) {
    super(`the state in ${stateFolder} is in use by another process`);
    this.name = "StoreLockedError";
  }
}

/** The disk did not take a write, most likely because it is full; the request was not carried out. */
export class StoreWriteError extends Error {
  constructor(stateFolder: string, cause: unknown) {
    super(
      `the local cloud could not write to ${stateFolder}, so the request was not carried out; ` +
        `make room or repair the disk, and repeat it (${reasonOf(cause)})`,
      { cause },
    );
    this.name = "StoreWriteError";
  }
}

/** The state was written by a release that this one does not know. */
export class StoreVersionError extends Error {
  constructor(found: unknown, known: number) {
    super(
      `the local cloud's state has schema version ${String(found)}, this release knows versions up to ${known}; ` +
        "use the release that wrote it, or start afresh with 'deltawerk simulator reset'",
    );
    this.name = "StoreVersionError";
  }
}

/** LevelDB's own words stand in the cause of the error that reports it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`;
}
