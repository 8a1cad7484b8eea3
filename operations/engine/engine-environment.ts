import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./find-engine";

/**
 * Encrypts the configuration and state of environment `local`. It is no secret and protects nothing: the local cloud
 * holds no real data, and every checkout has to be able to read its own state without asking.
 */
const localPassphrase = "deltawerk-local";

/** What an environment's stacks are deployed to. */
export type DeploymentTarget =
  | {
      readonly kind: "local";
      /** Everything of the local cloud: `.deltawerk/local` of the checkout, or a private copy. */
      readonly folder: string;
      /** The port of each attached provider, by the provider's name. */
      readonly providerPorts: Readonly<Record<string, number>>;
    }
  | { readonly kind: "azure" };

/** The folder of a local target's file backend. It has to exist before the CLI runs. */
export function stateFolderOf(localFolder: string): string {
  return path.join(localFolder, "state");
}

/**
 * The variables that make plain `pulumi` work on a target's stacks, to be set on top of the given environment.
 *
 * On Azure nothing of the user's is overridden: backend, login and secrets providers are theirs. Locally the CLI gets
 * a home of its own, so that the user's credentials and plugins are neither needed nor touched.
 */
export function engineEnvironment(
  engine: Pick<Engine, "folder" | "source">,
  target: DeploymentTarget,
  environment: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  return {
    ...searchPath(engine, environment),
    ...(target.kind === "local" && {
      PULUMI_HOME: path.join(target.folder, "pulumi"),
      PULUMI_BACKEND_URL: backendUrl(stateFolderOf(target.folder)),
      PULUMI_CONFIG_PASSPHRASE: localPassphrase,
      // Set by some for their own backends; recovery reads the state's file as it is.
      PULUMI_DIY_BACKEND_GZIP: "false",
      PULUMI_DIY_BACKEND_ZSTD: "false",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // The engine makes the text of the whole state anew for each step: garbage that is collected less often so.
      GOGC: environment["GOGC"] ?? "400",
      // Without it the CLI tries five times to download the plugins that are attached (pulumi/pulumi#10572).
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: Object.entries(target.providerPorts)
        .map(([name, port]) => `${name}:${port}`)
        .join(","),
    }),
  };
}

/** An engine from PATH is there already, and putting its folder in front could change which Node is found. */
function searchPath(
  engine: Pick<Engine, "folder" | "source">,
  environment: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  const current = (environment["PATH"] ?? "").split(path.delimiter);
  return engine.source === "PATH" || current[0] === engine.folder
    ? {}
    : { PATH: [engine.folder, ...current].join(path.delimiter) };
}

/** `metadata=skip`: a kill between two writes of the metadata file would make every later command fail with "EOF". */
function backendUrl(stateFolder: string): string {
  return `${pathToFileURL(stateFolder).href}?metadata=skip`;
}

/** Lines that set the variables in a POSIX shell. */
export function shellExports(variables: Readonly<Record<string, string>>): string {
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  );
  return lines.join("");
}
