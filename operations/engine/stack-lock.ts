import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import os from "node:os";
import { promisify } from "node:util";
import { z } from "zod";
import { lockFiles, type LocalStack, type LockFile } from "./stack-files";

const run = promisify(execFile);

const lockSchema = z.object({
  pid: z.number().int().positive(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** Who holds a lock, as the lock file says. */
export type LockHolder = z.infer<typeof lockSchema>;

/** What is known of a lock's holder. */
export type LockVerdict =
  | { readonly kind: "stale" }
  | { readonly kind: "held"; readonly holder: LockHolder }
  | { readonly kind: "elsewhere"; readonly holder: LockHolder };

/** A stack cannot be worked on, because somebody else does, or may do. */
export class StackLockedError extends Error {
  override readonly name = "StackLockedError";

  constructor(stack: string, verdict: Exclude<LockVerdict, { kind: "stale" }>) {
    const { pid, username, hostname, timestamp } = verdict.holder;
    super(
      `stack ${stack} is locked since ${timestamp} by process ${pid} of ${username} on ${hostname}.\n` +
        (verdict.kind === "held"
          ? `That process is alive: wait until it ends, or end it.`
          : `Whether it is alive can only be seen there. Where it is not: pulumi cancel -s ${stack}`),
    );
  }
}

/**
 * Judges a lock. A lock has no lease, so it is stale only where its process, on this machine, is known to be gone.
 *
 * @param commandOf gives the command name of a process of this machine, or undefined where there is no such process
 */
export async function judgeLock(
  { text }: LockFile,
  hostname: string,
  commandOf: (pid: number) => Promise<string | undefined>,
): Promise<LockVerdict> {
  const holder = holderOf(text);
  if (holder === undefined) {
    return { kind: "stale" }; // a lock of a living process is renamed into place whole
  }
  if (holder.hostname !== hostname) {
    return { kind: "elsewhere", holder };
  }
  // Another program may have got the number of a process that has gone.
  return (await commandOf(holder.pid))?.startsWith("pulumi") === true ? { kind: "held", holder } : { kind: "stale" };
}

/**
 * Removes the locks of a stack whose holders are gone. Gives the files it removed.
 *
 * @throws {StackLockedError} where a holder lives, or works on another machine; then no lock is removed
 */
export async function breakStaleLocks(stack: LocalStack): Promise<string[]> {
  const locks = await lockFiles(stack);
  for (const lock of locks) {
    const verdict = await judgeLock(lock, os.hostname(), commandOfProcess);
    if (verdict.kind !== "stale") {
      throw new StackLockedError(stack.stack, verdict);
    }
  }
  await Promise.all(locks.map(({ file }) => rm(file, { force: true })));
  return locks.map(({ file }) => file);
}

function holderOf(text: string): LockHolder | undefined {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function commandOfProcess(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run("ps", ["-p", String(pid), "-o", "stat=,comm="]);
    const [state = "", command = ""] = stdout.trim().split(/\s+/, 2);
    return state.startsWith("Z") ? undefined : command.slice(command.lastIndexOf("/") + 1);
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) {
      return undefined; // ps found no such process
    }
    throw error;
  }
}
