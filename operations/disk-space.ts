import { statfsSync } from "node:fs";
import { CommandFailure } from "./command-failure";

const mebibyte = 1024 * 1024;
/** What a run may need (estimate: states, their history and the local cloud of five platforms take a third of it). */
const neededToStart = 64 * mebibyte;
/** What the engine may need to write its state a last time and the local cloud to finish what it does (estimate). */
const neededToStop = 16 * mebibyte;
const lookEvery = 100;

/**
 * Checks that the disk of a folder has room for a run. The engine's file backend has no protection of its own: a write
 * that the disk cuts off replaces the state by its beginning, and no command can read the stack any more.
 *
 * @throws CommandFailure where it has not
 */
export function requireSpace(folder: string): void {
  const free = freeBytes(folder);
  if (free >= neededToStart) return;
  throw new CommandFailure(
    `The disk of ${folder} has ${mebibytes(free)} left; a run needs ${mebibytes(neededToStart)}. Make room, then repeat.`,
  );
}

/**
 * Does something that writes state, and asks it to stop in order while the disk still has room for that.
 *
 * @throws CommandFailure where it had to stop
 */
export async function whileSpaceLasts<T>(folder: string, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  requireSpace(folder);
  const controller = new AbortController();
  const timer = setInterval(() => {
    if (freeBytes(folder) < neededToStop) controller.abort();
  }, lookEvery);
  try {
    const result = await work(controller.signal);
    if (!controller.signal.aborted) return result;
  } finally {
    clearInterval(timer);
  }
  throw new CommandFailure(
    `The disk of ${folder} had less than ${mebibytes(neededToStop)} left, so the engine was stopped before it could ` +
      `damage its state. Make room for ${mebibytes(neededToStart)}.`,
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / mebibyte)} MiB`;
}
