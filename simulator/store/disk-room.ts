import { statfsSync } from "node:fs";
import { StoreWriteError } from "./store-error";

const mebibyte = 1024 * 1024;

/**
 * What has to be left on the disk for an operation. The engine keeps its state beside the cloud and has no protection of
 * its own: a write that the disk cuts off leaves a state that no command can read. An operation that is refused makes it
 * stop in order and write its state a last time, for which this is several times enough (estimate).
 */
const neededForOperation = 12 * mebibyte;

/**
 * Refuses an operation while the disk of a folder is nearly full.
 *
 * @param free bytes that are left @default as the file system says
 * @throws StoreWriteError where they are too few
 */
export function requireRoom(folder: string, free: number = freeBytes(folder)): void {
  if (free >= neededForOperation) return;
  const [left, needed] = [free, neededForOperation].map((bytes) => `${Math.floor(bytes / mebibyte)} MiB`);
  throw new StoreWriteError(
    folder,
    `${left} are left on the disk, ${needed} are kept free so that the engine can still write its state`,
  );
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
