import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeCloud } from "../operations/engine/test-bed/fake-cloud";
import { TinyProject, type Run } from "../operations/engine/test-bed/tiny-project";

const pack = path.join(__dirname, "..", "policies", "packs", "all");

/** Registers what resources.json says. `{ of, output }` is another resource's output, `{ secret }` an encrypted value. */
const program = `
const pulumi = require("@pulumi/pulumi");
const provider = new pulumi.ProviderResource("azure-native", "platform", { subscriptionId: "s" });
const made = {};
const value = (given) => {
  if (Array.isArray(given)) return given.map(value);
  if (typeof given !== "object" || given === null) return given;
  if ("secret" in given) return pulumi.secret(given.secret);
  if ("of" in given) return made[given.of][given.output];
  return Object.fromEntries(Object.entries(given).map(([key, entry]) => [key, value(entry)]));
};
class Any extends pulumi.CustomResource {
  constructor(type, name, props) { super("azure-native:" + type, name, { ...props, name: undefined }, { provider }); }
}
for (const { type, name, inputs } of require("./resources.json")) made[name] = new Any(type, name, value(inputs));
`;

const server = {
  type: "sql:Server",
  name: "server",
  inputs: { serverName: "srv", resourceGroupName: "rg", minimalTlsVersion: "1.2" },
};
const database = {
  type: "sql:Database",
  name: "db",
  inputs: { databaseName: "db", serverName: "srv", resourceGroupName: "rg" },
};

describe("the policy pack on the real engine", { timeout: 300_000 }, () => {
  let cloud: FakeCloud;
  let project: TinyProject;

  beforeAll(async () => {
    cloud = await FakeCloud.start();
    project = await TinyProject.create(program, { "azure-native": cloud.port });
    await project.pulumi("stack", "init", "pct-local");
  }, 600_000);

  afterAll(() => {
    cloud.stop();
    project.remove();
  });

  /** Previews resources with only some rules mandatory, so that what the little program lacks does not matter. */
  function preview(resources: readonly object[], config: Readonly<Record<string, unknown>>): Promise<Run> {
    project.write("resources.json", JSON.stringify(resources));
    const file = path.join(project.folder, "config.json");
    writeFileSync(file, JSON.stringify({ all: "advisory", ...config }));
    return project.run("preview", "-s", "pct-local", "--policy-pack", pack, "--policy-pack-config", file);
  }

  it("blocks what a rule about a single resource finds, and lets through what keeps it", async () => {
    const config = { "sql-minimum-tls": "mandatory" };
    const weak = { ...server, inputs: { ...server.inputs, minimalTlsVersion: "1.1" } };
    const broken = await preview([weak], config);
    expect(broken.output).toContain('minimalTlsVersion is "1.1"; it has to be TLS 1.2 or newer');
    expect(broken.output).toMatch(/\[mandatory\].*\[severity: high\].*sql-minimum-tls/);
    expect(broken.exitCode).not.toBe(0);
    expect((await preview([server], config)).exitCode).toBe(0);
  });

  it("follows ids that nobody knows yet by what they come from", async () => {
    const config = { "sql-point-in-time-present": "mandatory" };
    const policy = {
      type: "sql:BackupShortTermRetentionPolicy",
      name: "pitr",
      inputs: {
        databaseName: { of: "db", output: "id" },
        serverName: "srv",
        resourceGroupName: "rg",
        retentionDays: 30,
      },
    };
    const kept = await preview([database, policy], config);
    expect(kept.output).not.toContain("sql-point-in-time-present");
    expect(kept.exitCode, kept.output).toBe(0);
    const broken = await preview([database], config);
    expect(broken.output).toContain("the database has no policy for restores to a point in time");
    expect(broken.exitCode).not.toBe(0);
  });

  it("decides about a single resource whose ids nobody knows yet, by what they come from", async () => {
    const config = { "subnet-guarded": "mandatory" };
    const group = {
      type: "network:NetworkSecurityGroup",
      name: "group",
      inputs: { networkSecurityGroupName: "nsg", resourceGroupName: "rg" },
    };
    const subnet = (inputs: Readonly<Record<string, unknown>>) => ({
      type: "network:Subnet",
      name: "subnet",
      inputs: { subnetName: "snet", virtualNetworkName: "vnet", resourceGroupName: "rg", ...inputs },
    });
    const guarded = await preview(
      [group, subnet({ networkSecurityGroup: { id: { of: "group", output: "id" } } })],
      config,
    );
    expect(guarded.output).not.toContain("subnet-guarded");
    expect(guarded.exitCode, guarded.output).toBe(0);
    // Whose name Azure makes itself has no id that anybody could work out: it stays open, and blocks.
    const nameless = await preview(
      [{ ...group, inputs: {} }, subnet({ networkSecurityGroup: { id: { of: "group", output: "id" } } })],
      config,
    );
    expect(nameless.output).toContain("undetermined: networkSecurityGroup.id is not known before the update");
    expect(nameless.exitCode, nameless.output).not.toBe(0);
    const bare = await preview([group, subnet({})], config);
    expect(bare.output).toContain("networkSecurityGroup.id is absent");
    expect(bare.exitCode, bare.output).not.toBe(0);
  });

  it("shows what is waived, and does not block it", async () => {
    const vault = {
      type: "keyvault:Vault",
      name: "key-vault-weu-vault",
      inputs: { vaultName: "kv", location: "westeurope" },
    };
    const { output, exitCode } = await preview([vault], { "residency-keys": "mandatory" });
    expect(output).toMatch(/waived until 20\d\d-\d\d-\d\d \(platform security\)/);
    expect(exitCode, output).toBe(0);
    const expired = await preview([vault], { "residency-keys": "mandatory", yardstick: { today: "2100-01-01" } });
    expect(expired.output).toContain("offers no way to stop it");
    expect(expired.exitCode).not.toBe(0);
  });

  it("says what only all stacks together can tell, and does not block it", async () => {
    const vault = {
      type: "dataprotection:BackupVault",
      name: "vault",
      inputs: { vaultName: "bvault", resourceGroupName: "rg", location: "westeurope" },
    };
    const { output, exitCode } = await preview([vault], { "vault-used": "mandatory" });
    expect(output).toContain("run deltawerk check");
    expect(exitCode, output).toBe(0);
  });

  it("never prints a secret", async () => {
    const connection = {
      type: "network:VirtualNetworkGatewayConnection",
      name: "tunnel",
      inputs: { sharedKey: { secret: "correct-horse-battery" }, connectionProtocol: "IKEv1" },
    };
    const { output } = await preview([connection], { "vpn-ike-version": "mandatory" });
    expect(output).toContain('connectionProtocol is "IKEv1"');
    expect(output).not.toContain("correct-horse");
  });

  it.each([
    ["an agreement that is not there", { agreement: "stacks/agreements/nobody.yaml" }, "nobody.yaml"],
    ["an agreement of another version", { agreement: "wrong-version.yaml" }, "schemaVersion"],
    ["the agreement of another platform", { agreement: "stacks/agreements/draftit.yaml" }, "draftit"],
    ["waivers that cannot be read", { waivers: "torn.yaml" }, "stacks/waivers/pct.yaml"],
    ["a union that is none", { union: "torn.yaml" }, "union of resources"],
    ["configuration that it does not know", { agrement: "x" }, "agrement"],
  ] as const)("fails loudly with %s, even where every rule is advisory", async (_, config, says) => {
    project.write("wrong-version.yaml", "schemaVersion: 99\nplatform: pct\n");
    project.write("torn.yaml", "waivers: [\n");
    const paths = Object.fromEntries(
      Object.entries(config).map(([key, file]) => [
        key,
        file.startsWith("stacks/") || !file.includes(".") ? file : path.join(project.folder, file),
      ]),
    );
    const { output, exitCode } = await preview([server], { yardstick: paths });
    expect(output).toContain(says);
    expect(exitCode).not.toBe(0);
  });
});
