import { readFileSync, readdirSync } from "node:fs";

/** `/proc/PID/stat`: the name stands in parentheses and may hold spaces, so fields are counted from behind it. */
function parentOf(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return Number(fields[1]);
  } catch {
    return undefined; // it ended while we looked
  }
}

/**
 * A process's share of memory: its own pages, and those it shares divided by the number of those who share them, so
 * that the sum over processes counts each page once.
 */
function proportionalBytes(pid: number): number {
  try {
    const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0; // it ended while we looked
  }
}

/** Whether this system tells the memory of processes in the way that is needed here. */
export function tellsMemory(): boolean {
  return proportionalBytes(process.pid) > 0;
}

/** Bytes of memory that a process and everything it started take now. Linux only. */
export function bytesOfTree(root: number): number {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(Number(name)) }));
  const tree = new Set([root]);
  for (let grown = true; grown;) {
    const before = tree.size;
    for (const { pid, parent } of parents) if (parent !== undefined && tree.has(parent)) tree.add(pid);
    grown = tree.size > before;
  }
  return [...tree].reduce((sum, pid) => sum + proportionalBytes(pid), 0);
}
