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

const inGroup = { resourceGroupName: "rg" };
const server = {
  type: "sql:Server",
  name: "server",
  inputs: { serverName: "srv", ...inGroup, minimalTlsVersion: "1.2" },
};
const weakServer = { ...server, inputs: { ...server.inputs, minimalTlsVersion: "1.1" } };
const database = {
  type: "sql:Database",
  name: "db",
  inputs: { databaseName: "db", serverName: "srv", ...inGroup },
};
const restorable = {
  type: "sql:BackupShortTermRetentionPolicy",
  name: "pitr",
  inputs: { databaseName: { of: "db", output: "id" }, serverName: "srv", ...inGroup, retentionDays: 30 },
};
const group = {
  type: "network:NetworkSecurityGroup",
  name: "group",
  inputs: { networkSecurityGroupName: "nsg", ...inGroup },
};
/** One whose name Azure makes itself has no id that anybody could work out. */
const namelessGroup = { ...group, name: "nameless", inputs: {} };
const subnet = (name: string, guard?: string) => ({
  type: "network:Subnet",
  name,
  inputs: {
    subnetName: `snet-${name}`,
    virtualNetworkName: "vnet",
    ...inGroup,
    ...(guard !== undefined && { networkSecurityGroup: { id: { of: guard, output: "id" } } }),
  },
});
const keyVault = {
  type: "keyvault:Vault",
  name: "key-vault-weu-vault",
  inputs: { vaultName: "kv", location: "westeurope" },
};
const backupVault = {
  type: "dataprotection:BackupVault",
  name: "vault",
  inputs: { vaultName: "bvault", ...inGroup, location: "westeurope" },
};
const tunnel = {
  type: "network:VirtualNetworkGatewayConnection",
  name: "tunnel",
  inputs: { sharedKey: { secret: "correct-horse-battery" }, connectionProtocol: "IKEv1" },
};
const mandatory = (...rules: readonly string[]) => Object.fromEntries(rules.map((rule) => [rule, "mandatory"]));
const rules = ["sql-minimum-tls", "sql-point-in-time-present", "subnet-guarded", "residency-keys", "vault-used"];

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

  describe("where every rule is kept", () => {
    let run: Run;

    beforeAll(async () => {
      run = await preview(
        [server, database, restorable, group, subnet("guarded", "group"), keyVault, backupVault],
        mandatory(...rules),
      );
    });

    it("blocks nothing", () => {
      expect(run.exitCode, run.output).toBe(0);
      expect(run.output).not.toContain("sql-minimum-tls");
    });

    it("follows ids that nobody knows yet by what they come from", () => {
      expect(run.output).not.toContain("sql-point-in-time-present");
      expect(run.output).not.toContain("subnet-guarded");
    });

    it("shows what is waived", () => {
      expect(run.output).toMatch(/waived until 20\d\d-\d\d-\d\d \(platform security\)/);
    });

    it("says what only all stacks together can tell", () => {
      expect(run.output).toContain("run deltawerk check");
    });
  });

  describe("where rules are broken", () => {
    let run: Run;

    beforeAll(async () => {
      run = await preview(
        [weakServer, database, namelessGroup, subnet("nameless-guard", "nameless"), subnet("bare"), keyVault, tunnel],
        { ...mandatory(...rules, "vpn-ike-version"), yardstick: { today: "2100-01-01" } },
      );
    });

    /** A finding of a rule that blocks, as the engine shows it. */
    const blockedBy = (rule: string) => new RegExp(`\\[mandatory\\].*${rule}`);

    it("blocks", () => {
      expect(run.exitCode, run.output).not.toBe(0);
    });

    it("says of a single resource what it has to be", () => {
      expect(run.output).toContain('minimalTlsVersion is "1.1"; it has to be TLS 1.2 or newer');
      expect(run.output).toMatch(/\[mandatory\].*\[severity: high\].*sql-minimum-tls/);
      expect(run.output).toContain("networkSecurityGroup.id is absent");
    });

    it("says what is not there", () => {
      expect(run.output).toContain("the database has no policy for restores to a point in time");
      expect(run.output).toMatch(blockedBy("sql-point-in-time-present"));
    });

    it("blocks also what cannot be decided", () => {
      expect(run.output).toContain("undetermined: networkSecurityGroup.id is not known before the update");
      expect(run.output).toMatch(blockedBy("subnet-guarded"));
    });

    it("blocks what was waived until a day that has passed", () => {
      expect(run.output).toContain("offers no way to stop it");
      expect(run.output).toMatch(blockedBy("residency-keys"));
    });

    it("never prints a secret", () => {
      expect(run.output).toContain('connectionProtocol is "IKEv1"');
      expect(run.output).not.toContain("correct-horse");
    });
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
