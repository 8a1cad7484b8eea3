import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { engineEnvironment, stateFolderOf } from "../engine-environment";
import { findEngine, type Engine } from "../find-engine";
import { askEngine, type EngineCall } from "../run-engine";
import type { LocalStack } from "../stack-files";

const projectFolder = path.resolve(__dirname, "../../..");

/** How a run of the CLI ended and all that it wrote. */
export interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

/** A Pulumi project with a backend of its own in a temporary folder, whose path has a blank on purpose. */
export class TinyProject {
  readonly stack: LocalStack;

  private constructor(
    readonly folder: string,
    readonly call: Omit<EngineCall, "arguments">,
  ) {
    this.stack = { stateFolder: stateFolderOf(folder), project: "tiny", stack: "dev" };
  }

  /** Makes the project and its stack `dev`. The engine is built first where there is none: minutes. */
  static async create(program: string, providerPorts: Readonly<Record<string, number>> = {}): Promise<TinyProject> {
    // Without PATH, because a Pulumi from there would bring another language host than the one under test.
    const engine: Engine = await findEngine({ projectFolder, environment: { ...process.env, PATH: "" } });
    const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "deltawerk tiny-")));
    const variables = engineEnvironment(engine, { kind: "local", folder, providerPorts }, process.env);
    const project = new TinyProject(folder, { engine, folder, variables });
    mkdirSync(stateFolderOf(folder));
    symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
    project.write("Pulumi.yaml", "name: tiny\nruntime:\n  name: nodejs\n  options: { typescript: false }\n");
    project.write("package.json", `{ "name": "tiny", "version": "1.0.0" }`);
    project.write("index.js", program);
    await project.pulumi("stack", "init", "dev");
    return project;
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Runs the CLI to its end, which has to be a success, and gives what it writes on stdout. */
  pulumi(...words: string[]): Promise<string> {
    return askEngine({ ...this.call, arguments: words });
  }

  /** Starts the CLI and does not wait for it. */
  start(...words: string[]): ChildProcess {
    const { engine, variables } = this.call;
    return spawn(engine.cli, [...words, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Runs the CLI to its end, whatever that is. */
  async run(...words: string[]): Promise<Run> {
    const child = this.start(...words);
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += String(chunk)));
    child.stderr?.on("data", (chunk: Buffer) => (output += String(chunk)));
    return new Promise((resolve) => child.once("close", (exitCode) => resolve({ exitCode, output })));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
