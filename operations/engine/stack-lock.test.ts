import { describe, expect, it } from "vitest";
import { judgeLock } from "./stack-lock";

const holder = { pid: 4711, username: "someone", hostname: "here", timestamp: "2026-01-01T00:00:00Z" };
const lock = (text: string): { file: string; text: string } => ({ file: "lock.json", text });

describe("judgeLock", () => {
  it.each([
    ["its process is alive", holder, "pulumi", "held"],
    ["its process has gone", holder, undefined, "stale"],
    ["another program has its process number now", holder, "postgres", "stale"],
    ["it was made on another machine", { ...holder, hostname: "there" }, undefined, "elsewhere"],
  ])("where %s", async (_, content, command, kind) => {
    const verdict = await judgeLock(lock(JSON.stringify(content)), "here", () => Promise.resolve(command));
    expect(verdict.kind).toBe(kind);
  });

  it.each(["", "{", "{}", `{"pid":"x"}`])("where the file is torn (%j)", async (text) => {
    const verdict = await judgeLock(lock(text), "here", () => Promise.resolve("pulumi"));
    expect(verdict.kind).toBe("stale");
  });
});
