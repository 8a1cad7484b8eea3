import { readFileSync, readdirSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly residentBytes: number;
}

const pageBytes = 4096;

/** `/proc/PID/stat`: the name stands in parentheses and may hold spaces, so fields are counted from behind it. */
function readProcess(pid: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { pid, parent: Number(fields[1]), residentBytes: Number(fields[21]) * pageBytes };
  } catch {
    return undefined; // it ended while we looked
  }
}

/** Bytes resident in a process and everything it started, now. Linux only. */
export function residentBytesOfTree(root: number): number {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const inTree = new Set([root]);
  for (let grown = true; grown;) {
    const before = inTree.size;
    for (const p of all) if (inTree.has(p.parent)) inTree.add(p.pid);
    grown = inTree.size > before;
  }
  return all.filter((p) => inTree.has(p.pid)).reduce((sum, p) => sum + p.residentBytes, 0);
}
