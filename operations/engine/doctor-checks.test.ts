import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { doctorChecks, type DoctorCheck } from "./doctor-checks";

const checkout = path.resolve(__dirname, "../..");

describe("doctorChecks", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-doctor-"));
    cpSync(path.join(checkout, "operations/engine/cli"), path.join(folder, "operations/engine/cli"), {
      recursive: true,
    });
    write("package.json", { engines: { node: ">=20.19" } });
    write("package-lock.json", { packages: { "node_modules/zod": { version: "4.6.7" } } });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, content: unknown): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), JSON.stringify(content));
  }

  async function check(id: DoctorCheck["id"], environment: NodeJS.ProcessEnv = {}): Promise<DoctorCheck | undefined> {
    const localFolder = path.join(folder, "local");
    const bare = { PATH: "/nowhere", XDG_CACHE_HOME: path.join(folder, "cache"), ...environment };
    const checks = await doctorChecks({ projectFolder: folder, localFolder, environment: bare });
    return checks.find((one) => one.id === id);
  }

  it("names every check once", async () => {
    const checks = await doctorChecks({ projectFolder: folder, localFolder: path.join(folder, "local") });
    const ids = ["node", "engine", "language-host", "go", "dependencies", "state", "disk"];
    expect(checks.map(({ id }) => id)).toEqual(ids);
  });

  it("misses dependencies that are not installed, or not in the locked version", async () => {
    expect(await check("dependencies")).toMatchObject({ status: "missing", howToGet: "npm ci" });
    write("node_modules/.package-lock.json", { packages: { "node_modules/zod": { version: "4.0.0" } } });
    expect(await check("dependencies")).toMatchObject({ status: "missing", what: "not as in package-lock.json: zod" });
    write("node_modules/.package-lock.json", { packages: { "node_modules/zod": { version: "4.6.7" } } });
    expect(await check("dependencies")).toMatchObject({ status: "ok" });
  });

  it("misses Go only where there is no engine", async () => {
    expect(await check("engine")).toMatchObject({ status: "warning" });
    expect(await check("go")).toMatchObject({ status: "missing", what: "no `go` on PATH" });
    for (const name of ["pulumi", "pulumi-language-nodejs"]) {
      mkdirSync(path.join(folder, "bin"), { recursive: true });
      writeFileSync(path.join(folder, "bin", name), "#!/bin/sh\necho v3.250.0\n", { mode: 0o755 });
    }
    const PATH = path.join(folder, "bin");
    expect(await check("engine", { PATH })).toMatchObject({ status: "ok" });
    expect(await check("go", { PATH })).toMatchObject({ status: "ok" });
  });

  it("misses a state folder that cannot be made", async () => {
    write("local", "a file where the folder should be");
    expect(await check("state")).toMatchObject({ status: "missing" });
  });
});
