import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FakeCloud } from "../../operations/engine/test-bed/fake-cloud";
import { TinyProject } from "../../operations/engine/test-bed/tiny-project";
import type { Case } from "../../policies/framework/case";
import { allRules } from "../../policies/rules/all-rules";
import { availabilityRules } from "../../policies/rules/availability/availability-rules";
import { backupRules } from "../../policies/rules/backup/backup-rules";
import { clusterRules } from "../../policies/rules/cluster/cluster-rules";
import { dataRules } from "../../policies/rules/data/data-rules";
import { edgeRules } from "../../policies/rules/edge/edge-rules";
import { encryptionRules } from "../../policies/rules/encryption/encryption-rules";
import { exposureRules } from "../../policies/rules/exposure/exposure-rules";
import { identityRules } from "../../policies/rules/identity/identity-rules";
import { monitoringRules } from "../../policies/rules/monitoring/monitoring-rules";
import { networkRules } from "../../policies/rules/network/network-rules";
import { reachabilityRules } from "../../policies/rules/reachability/reachability-rules";
import { residencyRules } from "../../policies/rules/residency/residency-rules";
import { securityRules } from "../../policies/rules/security/security-rules";

const pack = path.join(__dirname, "..", "..", "policies", "packs", "all");

/** Registers what resources.json says. */
const program = `
const pulumi = require("@pulumi/pulumi");
const provider = new pulumi.ProviderResource("azure-native", "platform", { subscriptionId: "s" });
class Any extends pulumi.CustomResource {
  constructor(type, name, props) { super("azure-native:" + type, name, { ...props, name: undefined }, { provider }); }
}
for (const { type, name = "example", inputs } of require("./resources.json")) new Any(type, name, inputs);
`;

interface Mutation {
  readonly family: string;
  readonly rule: string;
  /** The example that the engine is given, by the name of the rule's case. */
  readonly broken: "fail" | "absent";
}

/** One rule of each family whose examples stand by themselves, so that the engine can be given them as they are. */
const MUTATIONS: readonly (Mutation & { readonly of: readonly { readonly id: string }[] })[] = [
  { family: "availability", of: availabilityRules, rule: "availability-expected", broken: "absent" },
  { family: "backup", of: backupRules, rule: "vault-soft-delete-on", broken: "fail" },
  { family: "cluster", of: clusterRules, rule: "cluster-image-cleaner", broken: "fail" },
  { family: "data", of: dataRules, rule: "sql-log-backups", broken: "fail" },
  { family: "edge", of: edgeRules, rule: "waf-prevention", broken: "fail" },
  { family: "encryption", of: encryptionRules, rule: "sql-minimum-tls", broken: "fail" },
  { family: "exposure", of: exposureRules, rule: "sql-not-public", broken: "fail" },
  { family: "identity", of: identityRules, rule: "sql-entra-only", broken: "fail" },
  { family: "monitoring", of: monitoringRules, rule: "workspace-retention", broken: "fail" },
  { family: "network", of: networkRules, rule: "subnet-guarded", broken: "absent" },
  { family: "reachability", of: reachabilityRules, rule: "network-classified", broken: "absent" },
  { family: "residency", of: residencyRules, rule: "residency-databases", broken: "fail" },
  { family: "security", of: securityRules, rule: "key-vault-recoverable", broken: "fail" },
];

function caseOf({ rule, broken }: Mutation, which: "pass" | "broken"): Case {
  const found = allRules.find(({ id }) => id === rule);
  if (found === undefined) throw new Error(`there is no rule ${rule}`);
  return found.cases[which === "pass" ? "pass" : broken];
}

const stackOf = ({ platform = "superoffice", stack = `${platform}-local-cell-01` }: Case): string => stack;

describe("one mutation of every family on the real engine", { timeout: 300_000 }, () => {
  let cloud: FakeCloud;
  let project: TinyProject;

  beforeAll(async () => {
    cloud = await FakeCloud.start();
    project = await TinyProject.create(program, { "azure-native": cloud.port });
    const stacks = new Set(MUTATIONS.map((one) => stackOf(caseOf(one, "pass"))));
    for (const stack of stacks) await project.pulumi("stack", "init", stack);
  }, 600_000);

  afterAll(() => {
    cloud.stop();
    project.remove();
  });

  async function preview(one: Case, rule: string) {
    project.write("resources.json", JSON.stringify(one.given));
    const file = path.join(project.folder, "config.json");
    // Only one rule blocks, because the little examples lack what other rules ask for.
    writeFileSync(file, JSON.stringify({ all: "advisory", [rule]: "mandatory" }));
    return project.run("preview", "-s", stackOf(one), "--policy-pack", pack, "--policy-pack-config", file);
  }

  it("every family of rules is there", () => {
    expect(MUTATIONS.reduce((sum, { of }) => sum + of.length, 0)).toBe(allRules.length);
    expect(MUTATIONS.filter(({ of, rule }) => !of.some(({ id }) => id === rule))).toEqual([]);
  });

  it.each(MUTATIONS)("$family: $rule stops the mutated example, and lets the other through", async (mutation) => {
    const broken = caseOf(mutation, "broken");
    const stopped = await preview(broken, mutation.rule);
    expect(stopped.output).toMatch(new RegExp(`\\[mandatory\\].*${mutation.rule}`));
    expect(stopped.output).toContain(broken.says[0]);
    expect(stopped.exitCode, stopped.output).not.toBe(0);
    const passed = await preview(caseOf(mutation, "pass"), mutation.rule);
    expect(passed.exitCode, passed.output).toBe(0);
  });
});
