import type { Environment } from "../azure/names/codes";

/** What every subcommand gets. */
export interface Context {
  /** The checkout. */
  readonly projectFolder: string;
  /** Writes a line for the user. */
  readonly print: (line: string) => void;
  /** Writes a line about what is going on, apart from results that a script reads. */
  readonly note: (line: string) => void;
}

/** Options that every subcommand about a platform has. */
export interface PlatformOptions {
  readonly environment: Environment;
}
