import { spawn } from "node:child_process";
import { CommandFailure } from "../command-failure";

/** What a call of the Azure CLI gave. */
export interface AzureAnswer {
  readonly ok: boolean;
  /** What it wrote on stdout, as JSON; undefined where that is none. */
  readonly value: unknown;
  readonly errors: string;
}

/** Calls the Azure CLI. */
export type AzureCli = (args: readonly string[]) => Promise<AzureAnswer>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The Azure CLI on PATH.
 *
 * @param environment variables on top of this process's
 * @throws CommandFailure, when it is called, where there is none
 */
export function azureCli(environment: Readonly<Record<string, string>> = {}): AzureCli {
  return (args) =>
    new Promise((resolve, reject) => {
      const child = spawn("az", [...args, "--output", "json"], {
        env: { ...process.env, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
        // In a process group of its own: a Ctrl-C in the terminal is for this process, which ends what it has begun.
        detached: true,
      });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
      child.once("error", () => {
        reject(
          new CommandFailure(
            "The Azure CLI (`az`) is not on PATH. Get it: https://learn.microsoft.com/cli/azure/install-azure-cli",
          ),
        );
      });
      child.once("close", (code) => {
        const errors = Buffer.concat(stderr).toString().trim();
        resolve({ ok: code === 0, value: parsed(Buffer.concat(stdout).toString()), errors });
      });
    });
}
