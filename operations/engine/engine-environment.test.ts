import { describe, expect, it } from "vitest";
import { execFileSync } from "node:child_process";
import { engineEnvironment, shellExports } from "./engine-environment";

const built = { folder: "/cache/engine", source: "cache" } as const;
const user = { PATH: "/usr/local/bin:/usr/bin", PULUMI_BACKEND_URL: "azblob://state", PULUMI_HOME: "/home/me/.pulumi" };

describe("engineEnvironment", () => {
  it("gives local stacks a backend, a home and providers of their own", () => {
    const target = {
      kind: "local",
      folder: "/work/a b/.deltawerk/local",
      providerPorts: { "azure-native": 4001, random: 4002 },
    };
    expect(engineEnvironment(built, { ...target, kind: "local" }, user)).toEqual({
      PATH: "/cache/engine:/usr/local/bin:/usr/bin",
      PULUMI_HOME: "/work/a b/.deltawerk/local/pulumi",
      PULUMI_BACKEND_URL: "file:///work/a%20b/.deltawerk/local/state?metadata=skip",
      PULUMI_CONFIG_PASSPHRASE: expect.stringMatching(/./) as string,
      PULUMI_DIY_BACKEND_GZIP: "false",
      PULUMI_DIY_BACKEND_ZSTD: "false",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      GOGC: "400",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: "azure-native:4001,random:4002",
    });
  });

  it("overrides nothing of the user's on Azure", () => {
    const variables = engineEnvironment(built, { kind: "azure" }, user);
    expect(Object.keys(variables)).toEqual(["PATH"]);
  });

  it("leaves PATH alone where the engine came from there", () => {
    expect(engineEnvironment({ folder: "/usr/bin", source: "PATH" }, { kind: "azure" }, user)).toEqual({});
  });

  it("does not grow PATH when it is used in its own shell", () => {
    const again = engineEnvironment(built, { kind: "azure" }, { PATH: "/cache/engine:/usr/bin" });
    expect(again).toEqual({});
  });
});

describe("shellExports", () => {
  it("survives the shell whatever a value holds", () => {
    const value = `it's "$HOME" \`date\` \\ two  blanks`;
    const script = `${shellExports({ VALUE: value })}printf %s "$VALUE"`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(value);
  });
});
