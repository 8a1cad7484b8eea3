const checkEvery = 60_000;

/**
 * Ends something once nobody has used it for a while, to the minute.
 *
 * @param idleMilliseconds real time
 * @param lastUsed when it was last used, in real milliseconds since 1970; undefined before the first time
 * @returns stops waiting
 */
export function endWhenIdle(idleMilliseconds: number, lastUsed: () => number | undefined, end: () => void): () => void {
  const begun = Date.now();
  const timer = setInterval(() => {
    if (Date.now() - (lastUsed() ?? begun) < idleMilliseconds) return;
    clearInterval(timer);
    end();
  }, checkEvery);
  timer.unref();
  return () => clearInterval(timer);
}
