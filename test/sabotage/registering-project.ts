import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import type { FakeCloud } from "../../operations/engine/test-bed/fake-cloud";
import { TinyProject } from "../../operations/engine/test-bed/tiny-project";
import { runEngine, type EngineResult } from "../../operations/engine/run-engine";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { unionText } from "../../policies/resources/union-file";
import { asProduction, projectFolder } from "./record-platform";

/** Registers the resources of one stack as they stand in resources.json, under the URNs that they had. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const given = new Map(require("./resources.json").map((one) => [one.urn, one]));
const made = new Map();
const tokenOf = (urn) => urn.split("::")[2].split("$").pop();
function make(urn) {
  if (!given.has(urn) || tokenOf(urn) === "pulumi:pulumi:Stack") return undefined;
  if (!made.has(urn)) {
    const { name, inputs, parent, provider, protect } = given.get(urn);
    const token = tokenOf(urn);
    const options = { protect, ...(make(parent) && { parent: make(parent) }), ...(make(provider) && { provider: make(provider) }) };
    const resource = token.startsWith("pulumi:providers:")
      ? new pulumi.ProviderResource(token.split(":")[2], name, inputs, options)
      : token.startsWith("deltawerk:")
        ? new pulumi.ComponentResource(token, name, {}, options)
        : new pulumi.CustomResource(token, name, inputs, options);
    made.set(urn, resource);
  }
  return made.get(urn);
}
for (const urn of given.keys()) make(urn);
`;

/** A program that registers recorded resources on the real engine, judged by the pack with all rules. */
export class RegisteringProject {
  private readonly stacks = new Set<string>();

  private constructor(
    private readonly project: TinyProject,
    private readonly pack: string,
  ) {}

  /** @param cloud answers for every provider */
  static async create(cloud: FakeCloud): Promise<RegisteringProject> {
    const ports = { "azure-native": cloud.port, kubernetes: cloud.port, random: cloud.port };
    const project = await TinyProject.create(PROGRAM, ports);
    project.write("Pulumi.yaml", "name: deltawerk\nruntime:\n  name: nodejs\n  options: { typescript: false }\n");
    return new RegisteringProject(project, writePack(path.join(project.folder, "judge")));
  }

  /** Gives the pack the documents of a platform as production has them, and makes its stacks. */
  async measureAgainst(platform: Platform, stacks: readonly string[], option?: SwitchedOption): Promise<void> {
    const source = asProduction(documentsIn(projectFolder), platform, option);
    const changed = [
      `stacks/environments/${platform}.production.yaml`,
      `stacks/agreements/${platform}.yaml`,
      `stacks/tenants/${platform}.yaml`,
      `stacks/waivers/${platform}.yaml`,
    ];
    for (const file of changed) {
      writeFileSync(path.join(this.pack, "..", "project", file), source.read(file) ?? "");
    }
    for (const stack of stacks) {
      if (!this.stacks.has(stack)) await this.project.pulumi("stack", "init", stack);
      this.stacks.add(stack);
    }
  }

  /** Previews one stack of a platform's resources; the others are handed to the pack as `deltawerk` does. */
  async preview(of: string, stack: string, resources: readonly RegisteredResource[]): Promise<EngineResult> {
    this.project.write("resources.json", JSON.stringify(resources.filter((one) => one.stack === stack)));
    const stacks = [...new Set(resources.map((one) => one.stack))];
    this.project.write("union.json", unionText({ of, stacks, resources }));
    const union = path.join(this.project.folder, "union.json");
    this.project.write("config.json", JSON.stringify({ yardstick: { union, today: "2026-11-22" } }));
    const words = ["preview", "-s", stack, "--non-interactive", "--policy-pack", this.pack];
    const config = ["--policy-pack-config", path.join(this.project.folder, "config.json")];
    return runEngine({ ...this.project.call, arguments: [...words, ...config] }, "none");
  }

  remove(): void {
    this.project.remove();
  }
}

/** The pack as it is shipped, over documents of its own. @returns its folder */
function writePack(folder: string): string {
  const documents = path.join(folder, "project");
  cpSync(path.join(projectFolder, "stacks"), path.join(documents, "stacks"), { recursive: true });
  cpSync(path.join(projectFolder, "policies", "controls"), path.join(documents, "policies", "controls"), {
    recursive: true,
  });
  const pack = path.join(folder, "pack");
  mkdirSync(pack);
  for (const file of ["PulumiPolicy.yaml", "package.json"]) {
    cpSync(path.join(projectFolder, "policies", "packs", "all", file), path.join(pack, file));
  }
  const loader = JSON.stringify(path.join(projectFolder, "source-loader"));
  const served = JSON.stringify(documents);
  writeFileSync(path.join(pack, "index.js"), `require(${loader}).load("policies/packs/all.ts").serve(${served});\n`);
  return pack;
}
