import { spawn } from "node:child_process";
import { InvalidInputError } from "../../azure/invalid-input";
import type { BacpacDatabase, BacpacTool } from "./bacpac-tool";

/** The version in the images (Microsoft Learn, sql/tools/sqlpackage/release-notes-sqlpackage, 2026-09). */
export const SQLPACKAGE_VERSION = "170.5.96";

/** How long the tool gets to end by itself after it was asked to. */
const GRACE_MS = 10_000;
/** How much of what it said is kept for the error. */
const KEPT_CHARACTERS = 4000;

export interface SqlPackageArgs {
  /** Program and its first arguments. */
  readonly command: readonly [string, ...string[]];
  /** How SqlClient signs in: with the same identity as the job, which it finds by itself. */
  readonly authentication: "Active Directory Workload Identity" | "Active Directory Managed Identity";
  readonly clientId: string;
}

function run(command: readonly [string, ...string[]], args: readonly string[], signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const [program, ...first] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...first, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const keep = (piece: Buffer): void => {
      said = (said + piece.toString("utf8")).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    let kill: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill("SIGTERM");
      kill = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    };
    signal.addEventListener("abort", stop, { once: true });
    const ended = (): void => {
      clearTimeout(kill);
      signal.removeEventListener("abort", stop);
    };
    child.on("error", (error) => {
      ended();
      reject(new Error(`${program} cannot be started: ${error.message}`, { cause: error }));
    });
    child.on("close", (status) => {
      ended();
      if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : new Error("Stopped."));
      else if (status === 0) resolve(said);
      else reject(new Error(`${program} ended with ${status ?? "a signal"}: ${said.trim()}`));
    });
  });
}

/**
 * Microsoft's SqlPackage. No secret stands in its arguments: it signs in with the identity of the container.
 *
 * @see Microsoft Learn, sql/tools/sqlpackage/sqlpackage-export and sqlpackage-import (2025).
 */
export class SqlPackage implements BacpacTool {
  readonly name = "sqlpackage";

  constructor(private readonly args: SqlPackageArgs) {}

  /** @throws InvalidInputError where the image holds another version than the one that was tested. */
  async version(signal: AbortSignal): Promise<string> {
    const said = (await run(this.args.command, ["/Version"], signal)).trim();
    // It prints four figures, `170.5.96.0`; packages are named by three.
    if (said !== SQLPACKAGE_VERSION && !said.startsWith(`${SQLPACKAGE_VERSION}.`)) {
      throw new InvalidInputError([`The image holds sqlpackage "${said}", this job is for ${SQLPACKAGE_VERSION}.`]);
    }
    return said;
  }

  async export(from: BacpacDatabase, file: string, scratch: string, signal: AbortSignal): Promise<void> {
    await run(
      this.args.command,
      [
        "/Action:Export",
        `/SourceConnectionString:${this.connectionString(from)}`,
        `/TargetFile:${file}`,
        `/p:TempDirectoryForTableData=${scratch}`,
        // The copy is made for this and nobody writes to it; a database that does not verify must not pass.
        "/p:VerifyExtraction=true",
      ],
      signal,
    );
  }

  async import(file: string, into: BacpacDatabase, scratch: string, signal: AbortSignal): Promise<void> {
    await run(
      this.args.command,
      [
        "/Action:Import",
        `/SourceFile:${file}`,
        `/TargetConnectionString:${this.connectionString(into)}`,
        `/p:TempDirectoryForTableData=${scratch}`,
      ],
      signal,
    );
  }

  private connectionString({ server, database }: BacpacDatabase): string {
    const { authentication, clientId } = this.args;
    const quoted = `"${database.replaceAll('"', '""')}"`;
    return (
      `Server=tcp:${server},1433;Initial Catalog=${quoted};Authentication=${authentication};User Id=${clientId};` +
      "Encrypt=True;TrustServerCertificate=False;Connect Timeout=60"
    );
  }
}
