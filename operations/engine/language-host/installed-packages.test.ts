import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attachedProviders, installedPackages, requiredPlugins } from "./installed-packages";

describe("the packages of a program", () => {
  let root: string;
  let program: string;

  function write(file: string, content: unknown): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), JSON.stringify(content));
  }

  beforeAll(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "deltawerk-packages-"));
    program = path.join(root, "infra");
    mkdirSync(program);
    write("package.json", { dependencies: { "@pulumi/random": "*", "@acme/cloud": "*", zod: "*" } });
    const sdk = { dependencies: { "@pulumi/pulumi": "^3" } };
    write("node_modules/.package-lock.json", {
      packages: {
        "node_modules/@pulumi/random": { version: "4.21.2", ...sdk },
        "node_modules/@pulumi/policy": { version: "1.21.0", ...sdk },
        "node_modules/@acme/cloud": { version: "0.1.0", peerDependencies: { "@pulumi/pulumi": "^3" } },
        "node_modules/@acme/cloud/node_modules/zod": { version: "3.0.0" },
        "node_modules/zod": { version: "4.6.7" },
      },
    });
    write("node_modules/@pulumi/random/package.json", { pulumi: { resource: true, name: "random" } });
    write("node_modules/@pulumi/policy/package.json", {});
    const server = "https://plugins.example";
    write("node_modules/@acme/cloud/package.json", {
      pulumi: { resource: true, name: "acme", version: "0.2.0", server },
    });
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("are those that its package.json names, in a folder above it too", () => {
    expect(installedPackages(program, false)).toEqual([
      { name: "@pulumi/random", version: "4.21.2" },
      { name: "@acme/cloud", version: "0.1.0" },
      { name: "zod", version: "4.6.7" },
    ]);
  });

  it("are all of them where theirs count too", () => {
    expect(installedPackages(program, true)).toHaveLength(5);
  });

  it("are none where nothing is installed", () => {
    expect(installedPackages(os.tmpdir(), true)).toEqual([]);
  });

  it("need the plugins of those that are a provider's", () => {
    expect(requiredPlugins(program, new Set())).toEqual([
      { name: "random", version: "4.21.2" },
      { name: "acme", version: "0.2.0", server: "https://plugins.example" },
    ]);
  });

  it("need no plugin where the provider is attached", () => {
    const attached = attachedProviders({ PULUMI_DEBUG_PROVIDERS: "random:4001,other:4002" });
    expect(requiredPlugins(program, attached).map(({ name }) => name)).toEqual(["acme"]);
  });
});
