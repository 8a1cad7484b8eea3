import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { PlannedStep } from "../../evidence/verdict/planned-step";
import type { StateResource } from "../stack-operations";

/** A platform as it was brought up from one state of the project's files. */
export interface BroughtUp {
  /** By stack. */
  readonly states: Readonly<Record<string, readonly StateResource[]>>;
  /** What was done to what was there before; empty where nothing was there. */
  readonly steps: readonly PlannedStep[];
  /** Set where what was there could not be changed, so that everything was made anew; the engine's words. */
  readonly refused?: string;
}

/** How many deployments of a platform are kept; the ones used longest ago go first. */
const KEPT = 4;

const DAY = 86_400_000;

/**
 * Deployments that were brought up once, below `.deltawerk/check`: their states, and their whole local cloud, so that a
 * change can be tried on a copy of it.
 */
export class DeploymentStore {
  readonly folder: string;

  constructor(projectFolder: string) {
    this.folder = path.join(projectFolder, ".deltawerk", "check");
    mkdirSync(this.folder, { recursive: true });
  }

  /** Where the deployment of a key is, or would be. */
  placeOf(platform: string, key: string): string {
    return path.join(this.folder, `${platform}-${key}`);
  }

  find(platform: string, key: string): BroughtUp | undefined {
    const place = this.placeOf(platform, key);
    const file = path.join(place, "deployment.json");
    if (!existsSync(file)) return undefined;
    const now = new Date();
    utimesSync(place, now, now);
    return JSON.parse(readFileSync(file, "utf8")) as BroughtUp;
  }

  /** Keeps what was brought up in a checkout; it appears whole or not at all. */
  keep(platform: string, key: string, checkout: string, deployment: BroughtUp): void {
    const draft = path.join(this.folder, `draft-${platform}-${key}-${process.pid}`);
    mkdirSync(path.join(draft, "stacks"), { recursive: true });
    renameSync(path.join(checkout, ".deltawerk", "local"), path.join(draft, "local"));
    for (const file of stackFiles(checkout)) {
      cpSync(path.join(checkout, "stacks", file), path.join(draft, "stacks", file));
    }
    writeFileSync(path.join(draft, "deployment.json"), JSON.stringify(deployment));
    const place = this.placeOf(platform, key);
    rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
    this.prune(platform);
  }

  /** Puts a copy of a kept deployment into a checkout that has none. */
  restore(platform: string, key: string, checkout: string): void {
    const place = this.placeOf(platform, key);
    cpSync(path.join(place, "local"), path.join(checkout, ".deltawerk", "local"), { recursive: true });
    // It says where the process of the original was.
    rmSync(path.join(checkout, ".deltawerk", "local", "endpoint.json"), { force: true });
    for (const file of readdirSync(path.join(place, "stacks"))) {
      cpSync(path.join(place, "stacks", file), path.join(checkout, "stacks", file));
    }
  }

  /** What a killed check left: no check takes a day. */
  private abandoned(): readonly string[] {
    return readdirSync(this.folder)
      .filter((name) => /^(?:work|draft)-/.test(name))
      .map((name) => path.join(this.folder, name))
      .filter((place) => Date.now() - statSync(place).mtimeMs > DAY);
  }

  private prune(platform: string): void {
    const kept = readdirSync(this.folder)
      .filter((name) => new RegExp(`^${platform}-[0-9a-f]+$`).test(name))
      .map((name) => path.join(this.folder, name))
      .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
    for (const place of [...kept.slice(KEPT), ...this.abandoned()]) rmSync(place, { recursive: true, force: true });
  }
}

/** What Pulumi wrote for the stacks of environment `local`. */
function stackFiles(checkout: string): readonly string[] {
  return readdirSync(path.join(checkout, "stacks")).filter((file) => /^Pulumi\..+-local(?:-.+)?\.yaml$/.test(file));
}
