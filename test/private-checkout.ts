import { execFileSync, spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs. */
export interface StartedCommand {
  readonly child: ChildProcess;
  readonly ended: Promise<CommandResult>;
}

/** A copy of the working tree with a state of its own, so that a test can never touch the user's. */
export class PrivateCheckout {
  readonly folder = mkdtempSync(path.join(tmpdir(), "deltawerk-test-"));

  private readonly started: ChildProcess[] = [];
  private variables: Readonly<Record<string, string>> | undefined;

  /** @param root the checkout that is copied; a bundle of this file has to say it, because it is elsewhere */
  constructor(root: string = path.join(__dirname, "..")) {
    const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
    for (const file of files.split("\0").filter((name) => name !== "" && existsSync(path.join(root, name)))) {
      const target = path.join(this.folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      copyFileSync(path.join(root, file), target);
    }
    symlinkSync(path.join(root, "node_modules"), path.join(this.folder, "node_modules"));
    // A repository of its own, so that a test can ask git what a command has changed.
    const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: this.folder, stdio: "ignore" });
    git("init", "--quiet");
    git("add", "--all");
    git("-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "--quiet", "--message", "copy");
  }

  /**
   * Changes a file of the copy.
   *
   * @throws Error where the change finds nothing, because a test would then try nothing
   */
  edit(file: string, change: (text: string) => string): void {
    const place = path.join(this.folder, file);
    const text = readFileSync(place, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`nothing was changed in ${file}`);
    writeFileSync(place, changed);
  }

  /** Runs `deltawerk` to its end. */
  deltawerk(...args: readonly string[]): Promise<CommandResult> {
    return this.run(process.execPath, [path.join(this.folder, "operations", "deltawerk.js"), ...args]);
  }

  /** The same. @throws Error with what it wrote where it ends with another status than 0 */
  async succeeds(...args: readonly string[]): Promise<CommandResult> {
    const result = await this.deltawerk(...args);
    if (result.status === 0) return result;
    throw new Error(`deltawerk ${args.join(" ")}: status ${result.status}\n${result.stdout}${result.stderr}`);
  }

  /** Runs plain `pulumi` against the copy's local cloud, as in the shell that `deltawerk env` makes. */
  async pulumi(...args: readonly string[]): Promise<CommandResult> {
    if (this.variables === undefined) {
      const { status, stdout, stderr } = await this.deltawerk("env", "--json");
      if (status !== 0) throw new Error(stderr);
      this.variables = JSON.parse(stdout) as Record<string, string>;
    }
    return this.run("pulumi", [...args, "--non-interactive"], { ...process.env, ...this.variables });
  }

  /** Starts `deltawerk` at the head of a process group of its own, and does not wait for it. */
  start(...args: readonly string[]): StartedCommand {
    const command = path.join(this.folder, "operations", "deltawerk.js");
    const child = spawn(process.execPath, [command, ...args], { ...this.options(), detached: true });
    this.started.push(child);
    return { child, ended: resultOf(child) };
  }

  /** Runs any command in the copy. */
  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<CommandResult> {
    return resultOf(spawn(command, args, this.options(env)));
  }

  private options(env: NodeJS.ProcessEnv = process.env) {
    return { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] satisfies StdioOptions };
  }

  /** Ends what a failed test left running, stops the copy's simulator and removes everything. */
  async remove(): Promise<void> {
    for (const { pid, exitCode, signalCode } of this.started) {
      if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
    }
    await this.deltawerk("simulator", "stop");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function resultOf(child: ChildProcess): Promise<CommandResult> {
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on("data", (data: Buffer) => stdout.push(data));
  child.stderr?.on("data", (data: Buffer) => stderr.push(data));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) =>
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    );
  });
}
