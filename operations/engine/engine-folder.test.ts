import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { engineFolder } from "./engine-folder";

const projectFolder = path.resolve(__dirname, "../..");

describe("engineFolder", () => {
  let cache: string;
  let cli: string;

  beforeEach(() => {
    cache = mkdtempSync(path.join(os.tmpdir(), "deltawerk-cache-"));
    mkdirSync(path.join(cache, "cli"));
    cli = path.join(cache, "cli", "pulumi");
    writeFileSync(cli, "a binary");
    chmodSync(cli, 0o755);
  });
  afterEach(() => rmSync(cache, { recursive: true, force: true }));

  it("puts the CLI, unlinked or hard-linked, beside a host that needs nothing else", async () => {
    const folder = await engineFolder(projectFolder, cache, cli, "3.248.0");
    expect(path.basename(folder)).toMatch(/^3\.248\.0-[0-9a-f]{12}$/);
    expect(readFileSync(path.join(folder, "pulumi"), "utf8")).toBe("a binary");
    expect(statSync(path.join(folder, "pulumi-language-nodejs")).mode & 0o111).not.toBe(0);
    const host = readFileSync(path.join(folder, "language-host.js"), "utf8");
    expect(host).not.toMatch(/require\("(?!node:)[@a-z][^"]*\/[^"]*"\)/);
    expect(host).not.toContain(projectFolder);
  });

  it("gives the same folder to two that ask at once, and leaves nothing else", async () => {
    const asked = await Promise.all([1, 2, 3].map(() => engineFolder(projectFolder, cache, cli, "3.248.0")));
    expect(new Set(asked).size).toBe(1);
    expect(readdirSync(cache).sort()).toEqual([path.basename(asked[0] ?? ""), "cli"].sort());
  });

  it("leaves nothing behind where it fails", async () => {
    rmSync(cli);
    await expect(engineFolder(projectFolder, cache, cli, "3.248.0")).rejects.toThrow("ENOENT");
    expect(readdirSync(cache)).toEqual(["cli"]);
    expect(existsSync(cli)).toBe(false);
  });
});
