import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { plainEnvironment, type Bench } from "./bench-project";
import { measure, type MeasuredCommand } from "./measurement";

/** Whether there is a Terraform to measure against. */
export function terraformIsInstalled(): boolean {
  return spawnSync("terraform", ["version"], { stdio: "ignore" }).status === 0;
}

/** A Terraform working folder for each stack, with local state. */
export class TerraformStacks {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-terraform-"));

  constructor(private readonly bench: Bench) {}

  /** Writes a stack's configuration and prepares its folder. `terraform_data` is built in: nothing is downloaded. */
  async add(stack: string, configuration: string): Promise<void> {
    mkdirSync(path.join(this.folder, stack));
    writeFileSync(path.join(this.folder, stack, "main.tf.json"), configuration);
    await measure(this.call(stack, "init"));
  }

  call(stack: string, ...words: readonly string[]): MeasuredCommand {
    return {
      command: "terraform",
      arguments: [...words, "-input=false", "-no-color"],
      folder: path.join(this.folder, stack),
      environment: { ...plainEnvironment(), CHECKPOINT_DISABLE: "1" },
      signal: this.bench.signal,
    };
  }

  /** Forgets what a stack has made. */
  reset(stack: string): void {
    for (const file of ["terraform.tfstate", "terraform.tfstate.backup"]) {
      rmSync(path.join(this.folder, stack, file), { force: true });
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
