import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holdDrill } from "./hold-drill";

describe("a drill that is carried out", () => {
  let root = "";
  const file = (): string => path.join(root, "process");

  beforeEach(() => {
    root = path.join(mkdtempSync(path.join(tmpdir(), "hold-")), "drill");
  });

  afterEach(() => {
    rmSync(path.dirname(root), { recursive: true, force: true });
  });

  it("is not carried out a second time at once, and can be afterwards", () => {
    const release = holdDrill(root);
    expect(() => holdDrill(root)).toThrow(`Process ${process.pid} carries out this drill already`);
    release();
    expect(existsSync(file())).toBe(false);
    holdDrill(root)();
  });

  it("is taken over from a process that is gone, and not from one that has not said who it is", () => {
    holdDrill(root)();
    writeFileSync(file(), String(spawnSync("true").pid));
    holdDrill(root)();
    writeFileSync(file(), "");
    expect(() => holdDrill(root)).toThrow("carries out this drill already");
  });
});
