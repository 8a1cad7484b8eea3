/** The state folder is in use by another process. */
export class StoreLockedError extends Error {
  constructor(readonly stateFolder: string) {
    super(`the state in ${stateFolder} is in use by another process`);
    this.name = "StoreLockedError";
  }
}

/** The disk is full; the request that wanted to write was not carried out. */
export class StoreFullError extends Error {
  constructor(cause: unknown) {
    super(
      "the disk with the local cloud's state is full, so the request was not carried out; make room and repeat it",
      {
        cause,
      },
    );
    this.name = "StoreFullError";
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
