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

/** Where a project is. */
interface ProjectPlace {
  readonly folder: string;
  /** State of the stacks and of the local cloud. */
  readonly localFolder: string;
  /** The checkout whose local cloud it uses. */
  readonly checkout: string;
}

/** A Pulumi project with a file backend and a local cloud of its own, in a folder that is nobody else's. */
export class BenchProject {
  constructor(
    private readonly bench: Bench,
    private readonly place: ProjectPlace,
  ) {}

  /** An empty project in a temporary folder. */
  static temporary(bench: Bench): BenchProject {
    const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "deltawerk-bench-")));
    symlinkSync(path.join(bench.projectFolder, "node_modules"), path.join(folder, "node_modules"));
    return new BenchProject(bench, { folder, localFolder: path.join(folder, "local"), checkout: bench.projectFolder });
  }

  get folder(): string {
    return this.place.folder;
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  /** A call of the CLI; the local cloud is started where it is not running. */
  async pulumi(...words: readonly string[]): Promise<MeasuredCommand> {
    const { engine, signal } = this.bench;
    const { folder, localFolder, checkout } = this.place;
    mkdirSync(stateFolderOf(localFolder), { recursive: true });
    const { providerPorts } = await startSimulator({ projectFolder: checkout, stateFolder: localFolder });
    const target = { kind: "local", folder: localFolder, providerPorts } as const;
    const environment = plainEnvironment();
    return {
      command: engine.cli,
      arguments: [...words, "--non-interactive", "--color=never"],
      folder,
      environment: { ...environment, ...engineEnvironment(engine, target, environment) },
      signal,
    };
  }

  /** The command of the checkout, as a user runs it. */
  deltawerk(...words: readonly string[]): MeasuredCommand {
    return {
      command: process.execPath,
      arguments: [path.join("operations", "deltawerk.js"), ...words],
      folder: this.folder,
      environment: plainEnvironment(),
      signal: this.bench.signal,
    };
  }

  /** Forgets every stack and everything in the cloud. */
  async reset(): Promise<void> {
    await stopSimulator(this.place.localFolder);
    rmSync(this.place.localFolder, { recursive: true, force: true });
  }

  /** Ends the cloud and removes everything. */
  async remove(): Promise<void> {
    await stopSimulator(this.place.localFolder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
