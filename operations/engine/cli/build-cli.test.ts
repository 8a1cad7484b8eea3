import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type * as BuildCli from "./build-cli.js";

const file = path.join(__dirname, "build-cli.js");
const builder = createRequire(__filename)(file) as typeof BuildCli;

/** Stands for the compiler: writes a "CLI" that knows its version. The variables of the tests make it misbehave. */
const go = `#!/bin/sh
if [ "$1" = version ]; then echo "\${GO_SAYS:-go version go1.26.8 linux/amd64}"; exit "\${GO_STATUS:-0}"; fi
echo build >> "$GO_CALLS"
while [ "$1" != -o ]; do shift; done
echo "go: downloading example.com/module v1.0.0" >&2
echo "example.com/module/package" >&2
echo "half a binary" > "$2"
while [ -e "$GO_WAITS" ]; do sleep 0.05; done
if [ -n "$GO_FAILS" ]; then echo "$GO_FAILS" >&2; exit 1; fi
printf '#!/bin/sh\\necho v%s\\n' "\${GO_BUILDS:-${builder.version}}" > "$2"
chmod +x "$2"
`;

describe("progressText", () => {
  it.each([
    [{ step: "downloading", count: 212, seconds: 9 }, "212 modules downloaded (0:09)"],
    [{ step: "downloading", count: 0, seconds: 1 }, "looking into Go's caches (0:01)"],
    [{ step: "compiling", count: 640, seconds: 72 }, "640 packages compiled (1:12)"],
    [{ step: "waiting", count: 0, seconds: 600 }, "another process is building it (10:00)"],
  ] as const)("%j", (progress, text) => {
    expect(builder.progressText(progress)).toContain(text);
  });
});

describe("buildCli", () => {
  let folder: string;
  let cache: string;
  const calls = (): number => readFileSync(path.join(folder, "calls"), "utf8").split("\n").length - 1;
  const drafts = (): string[] => readdirSync(cache).filter((name) => name.startsWith("draft"));

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-build-"));
    cache = path.join(folder, "cache");
    mkdirSync(path.join(folder, "bin"));
    writeFileSync(path.join(folder, "bin", "go"), go);
    chmodSync(path.join(folder, "bin", "go"), 0o755);
    writeFileSync(path.join(folder, "calls"), "");
    vi.stubEnv("PATH", `${path.join(folder, "bin")}${path.delimiter}${process.env["PATH"] ?? ""}`);
    vi.stubEnv("GO_CALLS", path.join(folder, "calls"));
    vi.stubEnv("GO_WAITS", path.join(folder, "wait"));
  });

  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Builds in a process of its own, which a test may kill. */
  function buildElsewhere(): { readonly pid: number; readonly ended: Promise<number | null>; kill(): void } {
    const script = `require(${JSON.stringify(file)}).buildCli({ cache: process.argv[1] }).then(console.log)`;
    const child = spawn(process.execPath, ["-e", script, cache], { stdio: "ignore", detached: true });
    const pid = child.pid ?? 0;
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { pid, ended, kill: () => void process.kill(-pid, "SIGKILL") };
  }

  async function untilBuilding(count: number): Promise<void> {
    while (calls() < count) {
      await sleep(20);
    }
  }

  it("builds once, and finds it the next time without Go", async () => {
    const cli = await builder.buildCli({ cache });
    expect(cli).toBe(builder.cliFile(cache));
    vi.stubEnv("PATH", "/nowhere");
    expect(await builder.buildCli({ cache })).toBe(cli);
    expect(calls()).toBe(1);
    expect(drafts()).toEqual([]);
  });

  it("says what is there, what is needed and how to get it where Go is missing", async () => {
    vi.stubEnv("PATH", "/nowhere");
    const { version, goVersion } = builder;
    const text = `Go ${goVersion} or newer is needed to build the Pulumi CLI ${version}, but there is no \`go\` on PATH`;
    await expect(builder.buildCli({ cache })).rejects.toThrow(text);
    await expect(builder.buildCli({ cache })).rejects.toThrow("https://go.dev/dl");
  });

  it("says so where Go is too old and may not fetch a newer toolchain", async () => {
    vi.stubEnv("GO_SAYS", "go: go.mod requires go >= 1.26 (running go 1.22.1; GOTOOLCHAIN=local)");
    vi.stubEnv("GO_STATUS", "1");
    await expect(builder.buildCli({ cache })).rejects.toThrow("running go 1.22.1");
  });

  it("leaves nothing half-built where the build fails, names the log, and can be repeated", async () => {
    vi.stubEnv("GO_FAILS", "write /cache: no space left on device");
    const failure = builder.buildCli({ cache }).catch((error: unknown) => String(error));
    const [, log = ""] = /The whole output is in (\S+)\. /.exec(await failure) ?? [];
    expect(await failure).toContain("no space left on device");
    expect(readFileSync(log, "utf8")).toContain("go: downloading example.com/module");
    expect(existsSync(builder.cliFile(cache))).toBe(false);
    expect(drafts()).toEqual([]);
    vi.stubEnv("GO_FAILS", "");
    await builder.buildCli({ cache });
  });

  it("refuses a build that is not the version it should be", async () => {
    vi.stubEnv("GO_BUILDS", "3.1.0");
    await expect(builder.buildCli({ cache })).rejects.toThrow("but says: v3.1.0");
    expect(existsSync(builder.cliFile(cache))).toBe(false);
  });

  it("can be killed and repeated", async () => {
    writeFileSync(path.join(folder, "wait"), "");
    const first = buildElsewhere();
    await untilBuilding(1);
    first.kill();
    await first.ended;
    expect(drafts()).toHaveLength(1);
    rmSync(path.join(folder, "wait"));
    await builder.buildCli({ cache });
    expect(drafts()).toEqual([]);
    expect(calls()).toBe(2);
  });

  it("waits for another process that builds the same, instead of building too", async () => {
    writeFileSync(path.join(folder, "wait"), "");
    const other = buildElsewhere();
    await untilBuilding(1);
    const steps: string[] = [];
    const built = builder.buildCli({ cache, onProgress: ({ step }) => steps.push(step) });
    rmSync(path.join(folder, "wait"));
    expect(await built).toBe(builder.cliFile(cache));
    expect(await other.ended).toBe(0);
    expect(new Set(steps)).toEqual(new Set(["waiting"]));
    expect(calls()).toBe(1);
  });

  it("takes over from another process that is killed while it waits for it", async () => {
    writeFileSync(path.join(folder, "wait"), "");
    const other = buildElsewhere();
    await untilBuilding(1);
    const built = builder.buildCli({ cache });
    other.kill();
    await other.ended;
    rmSync(path.join(folder, "wait"));
    expect(await built).toBe(builder.cliFile(cache));
    expect(calls()).toBe(2);
  });
});
