import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where the images expect their disk. */
export const DEFAULT_SCRATCH = "/scratch";

/** Uses a new folder within the scratch folder, and removes it with everything in it. */
export async function withScratchFolder<Result>(
  scratch: string,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(scratch, "job-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
