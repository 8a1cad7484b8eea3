import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { enginesOnPath, isAccepted } from "./find-engine";

describe("isAccepted", () => {
  it.each([
    ["3.248.0", true],
    ["3.248.1", true],
    ["3.300.0", true],
    ["3.247.9", false],
    ["3.99.300", false],
    ["2.999.0", false],
    ["4.0.0", false],
    ["3.249.0-alpha.1", false],
    ["", false],
    ["unknown", false],
  ])("%s: %s", (version, accepted) => {
    expect(isAccepted(version)).toBe(accepted);
  });
});

describe("enginesOnPath", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-path-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function command(place: string, script: string): void {
    mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
    writeFileSync(path.join(folder, place), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, place), 0o755);
  }

  function onPath(...places: string[]): NodeJS.ProcessEnv {
    return { PATH: places.map((place) => path.join(folder, place)).join(path.delimiter) };
  }

  it("takes one that is new enough and has a language host beside it", async () => {
    command("good/pulumi", "echo v3.250.1");
    command("good/pulumi-language-nodejs", "true");
    const cli = path.join(folder, "good/pulumi");
    expect(await enginesOnPath(onPath("empty", "good"), "/cache")).toEqual([{ cli, version: "3.250.1" }]);
  });

  it("takes a language host from elsewhere on PATH", async () => {
    command("good/pulumi", "echo v3.250.1");
    command("host/pulumi-language-nodejs", "true");
    expect((await enginesOnPath(onPath("good", "host"), "/cache"))[0]?.problem).toBeUndefined();
  });

  it.each([
    ["echo v3.10.0", "is version 3.10.0; 3.248.0 up to below 4 is accepted"],
    ["exit 1", "is version unknown; 3.248.0 up to below 4 is accepted"],
    ["echo v3.250.1", "has no pulumi-language-nodejs beside it or on PATH"],
  ])("says why it does not take another (%s)", async (script, problem) => {
    command("bad/pulumi", script);
    expect((await enginesOnPath(onPath("bad"), "/cache"))[0]?.problem).toBe(problem);
  });

  it("does not take one of our own cache, which may be older than the checkout", async () => {
    command("cache/3.248.0-abc/pulumi", "echo v3.248.0");
    expect(await enginesOnPath(onPath("cache/3.248.0-abc"), path.join(folder, "cache"))).toEqual([]);
  });
});
