import { readFileSync } from "node:fs";
import path from "node:path";

/** A package that npm has installed. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
}

/** A provider plugin that an installed SDK package belongs to. */
export interface RequiredPlugin {
  readonly name: string;
  readonly version: string;
  /** Where the plugin is downloaded from, where that is not Pulumi's own place. */
  readonly server?: string;
}

interface LockedPackage {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
  };
}

/**
 * The packages that the program in a folder has, by npm's own record of what it installed.
 *
 * @param transitive also the packages of its packages; otherwise only those that its package.json names
 */
export function installedPackages(folder: string, transitive: boolean): InstalledPackage[] {
  const root = projectFolder(folder);
  const manifest = readJson<Manifest>(path.join(root, "package.json"));
  const named = { ...manifest?.dependencies, ...manifest?.devDependencies };
  return Object.entries(lockedPackages(root))
    .map(([place, { version = "" }]) => ({ name: nameOf(place), place, version }))
    .filter(({ name, place }) => transitive || (place === `node_modules/${name}` && name in named))
    .map(({ name, version }) => ({ name, version }));
}

/** The provider plugins that the program in a folder may need, without those that are attached by hand. */
export function requiredPlugins(folder: string, attached: ReadonlySet<string>): RequiredPlugin[] {
  const root = projectFolder(folder);
  return Object.entries(lockedPackages(root))
    .filter(([, { dependencies, peerDependencies }]) => "@pulumi/pulumi" in { ...dependencies, ...peerDependencies })
    .flatMap(([place, { version = "" }]) => {
      const plugin = readJson<Manifest>(path.join(root, place, "package.json"))?.pulumi;
      const name = plugin?.name ?? nameOf(place).replace(/^@pulumi\//, "");
      if (plugin?.resource !== true || attached.has(name)) {
        return [];
      }
      const server = plugin.server;
      return [{ name, version: plugin.version ?? version, ...(server !== undefined && { server }) }];
    });
}

/** The names of the providers in PULUMI_DEBUG_PROVIDERS ("name:port,name:port"), which need no plugin. */
export function attachedProviders(environment: NodeJS.ProcessEnv): ReadonlySet<string> {
  const entries = (environment["PULUMI_DEBUG_PROVIDERS"] ?? "").split(",").filter((entry) => entry !== "");
  return new Set(entries.map((entry) => entry.split(":")[0] ?? entry));
}

function lockedPackages(root: string): Readonly<Record<string, LockedPackage>> {
  const record = path.join(root, "node_modules", ".package-lock.json");
  return readJson<{ packages?: Record<string, LockedPackage> }>(record)?.packages ?? {};
}

/** The nearest folder, from this one upwards, into which npm has installed packages; else the folder itself. */
function projectFolder(folder: string): string {
  for (let place = folder; ; place = path.dirname(place)) {
    if (readJson(path.join(place, "node_modules", ".package-lock.json")) !== undefined) {
      return place;
    }
    if (path.dirname(place) === place) {
      return folder;
    }
  }
}

function nameOf(place: string): string {
  return place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
