import { setTimeout as sleep } from "node:timers/promises";

const longest = 15 * 60_000;
const between = 2_000;

/**
 * Does something with a stack as soon as nobody else works on it: the engine of a drill that was killed may outlive it, and
 * comes to its end by itself.
 */
export async function whenFree<T>(work: () => Promise<T>, say: (text: string) => void): Promise<T> {
  const deadline = Date.now() + longest;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await work();
    } catch (error) {
      const isLocked = error instanceof Error && error.name === "StackLockedError";
      if (!isLocked || Date.now() > deadline) throw error;
      if (isFirst) say("  waiting for the engine of the drill that was killed …");
      await sleep(between);
    }
  }
}
