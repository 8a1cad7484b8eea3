import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { engineEnvironment, stateFolderOf } from "../../operations/engine/engine-environment";
import type { Engine } from "../../operations/engine/find-engine";
import { startSimulator, stopSimulator } from "../../simulator/client/simulator-process";
import type { MeasuredCommand } from "./measurement";

/** What every measurement gets. */
export interface Bench {
  readonly projectFolder: string;
  readonly engine: Engine;
  /** How often each thing is measured. */
  readonly runs: number;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Tells the user what is going on. */
  readonly note: (line: string) => void;
}

/** This process's variables without those that would change how Pulumi and Node work. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PULUMI|NODE|TS_NODE)_/.test(name)));
}

/** A Pulumi project in a temporary folder with a file backend and a local cloud of its own. */
export class BenchProject {
  readonly folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "deltawerk-bench-")));

  constructor(private readonly bench: Bench) {
    symlinkSync(path.join(bench.projectFolder, "node_modules"), path.join(this.folder, "node_modules"));
  }

  private get localFolder(): string {
    return path.join(this.folder, "local");
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  /** A call of the CLI; the local cloud is started where it is not running. */
  async pulumi(...words: readonly string[]): Promise<MeasuredCommand> {
    const { engine, projectFolder, signal } = this.bench;
    mkdirSync(stateFolderOf(this.localFolder), { recursive: true });
    const { providerPorts } = await startSimulator({ projectFolder, stateFolder: this.localFolder });
    const target = { kind: "local", folder: this.localFolder, providerPorts } as const;
    const environment = plainEnvironment();
    return {
      command: engine.cli,
      arguments: [...words, "--non-interactive", "--color=never"],
      folder: this.folder,
      environment: { ...environment, ...engineEnvironment(engine, target, environment) },
      signal,
    };
  }

  /** Forgets every stack and everything in the cloud. */
  async reset(): Promise<void> {
    await stopSimulator(this.localFolder);
    rmSync(this.localFolder, { recursive: true, force: true });
  }

  /** Ends the cloud and removes everything. */
  async remove(): Promise<void> {
    await stopSimulator(this.localFolder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
