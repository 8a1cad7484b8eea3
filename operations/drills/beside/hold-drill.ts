import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CommandFailure } from "../../command-failure";

/**
 * Holds a drill's folder for this process, so that no other one carries out the same drill at the same time. What a process
 * that is gone held is taken over.
 *
 * @returns gives it back
 * @throws CommandFailure where another process holds it
 */
export function holdDrill(root: string): () => void {
  const file = path.join(root, "process");
  mkdirSync(root, { recursive: true });
  if (!entered(file)) {
    const holder = readFileSync(file, "utf8");
    if (isThere(Number(holder))) {
      throw new CommandFailure(
        `Process ${holder} carries out this drill already. Wait until it ends; where it is something else, remove ${file}.`,
      );
    }
    rmSync(file, { force: true });
    if (!entered(file)) throw new CommandFailure("Another process has just taken up this drill.");
  }
  return () => {
    rmSync(file, { force: true });
  };
}

/** Of two processes one alone makes the file. */
function entered(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** One of another user is there too, although it may not be signalled; so is one that has not written its number yet. */
function isThere(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return true;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
