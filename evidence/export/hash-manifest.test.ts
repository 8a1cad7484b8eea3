import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { hashManifest } from "./hash-manifest";

const files = [
  { path: "b.html", text: "é" },
  { path: "a.json", text: "{}" },
];
const madeFrom = [{ path: "stacks/agreements/pct.yaml", text: "a: 1" }];
const manifest = hashManifest("Evidence of pct", files, madeFrom);

test("is sorted, the same for the same texts, and another one for another text that they were made from", () => {
  expect(hashManifest("Evidence of pct", [...files].reverse(), madeFrom)).toBe(manifest);
  expect(manifest.indexOf("a.json")).toBeLessThan(manifest.indexOf("b.html"));
  expect(hashManifest("Evidence of pct", files, [{ path: "stacks/agreements/pct.yaml", text: "a: 2" }])).not.toBe(
    manifest,
  );
});

test("is read by sha256sum, which finds a changed file", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-manifest-"));
  const check = () => spawnSync("sha256sum", ["--check", "--strict", "manifest"], { cwd: folder, encoding: "utf8" });
  writeFileSync(path.join(folder, "manifest"), manifest);
  for (const { path: file, text } of files) writeFileSync(path.join(folder, file), text);
  expect(check()).toMatchObject({ status: 0, stdout: "a.json: OK\nb.html: OK\n" });
  writeFileSync(path.join(folder, "b.html"), "e");
  expect(check().status).toBe(1);
  rmSync(folder, { recursive: true });
});
