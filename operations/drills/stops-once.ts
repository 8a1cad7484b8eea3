/** Whether somebody has asked a drill to stop. */
export interface Stops {
  readonly isAborted: () => boolean;
  /** Gives the signals back to Node. */
  readonly close: () => void;
}

/**
 * Listens for the first SIGINT or SIGTERM; a second one kills the process.
 *
 * @param say is told of the first
 */
export function stopsOnce(say: (text: string) => void): Stops {
  let isAborted = false;
  const abort = (): void => {
    isAborted = true;
    say("Stopping after the step that is under way; the way back is taken. A second time kills it.");
  };
  process.once("SIGINT", abort).once("SIGTERM", abort);
  return { isAborted: () => isAborted, close: () => process.off("SIGINT", abort).off("SIGTERM", abort) };
}
