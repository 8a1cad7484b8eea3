import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { stateFolderOf } from "../../operations/engine/engine-environment";
import { exitStatus } from "../../operations/exit-status";
import { localFolderOf, projectName } from "../../operations/session";
import { writeCheckpoints } from "../checkpoints";
import { PrivateCheckout } from "../private-checkout";

writeCheckpoints();

function mount(folder: string, options: string): void {
  execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" });
}

function unmount(folder: string): void {
  execFileSync("umount", [folder], { stdio: "ignore" });
}

/** A disk that is small enough to be filled takes the right to mount one: root on Linux, as a rule. */
function canMount(): boolean {
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-disk-"));
  try {
    mount(folder, "size=1m");
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!canMount())("coachview on a disk that fills up (skipped without the right to mount a tmpfs)", () => {
  const checkout = new PrivateCheckout();
  const disk = localFolderOf(checkout.folder);
  mkdirSync(disk, { recursive: true });
  const filler = path.join(disk, "filler");
  mount(disk, "size=100m");

  afterAll(async () => {
    await checkout.deltawerk("simulator", "stop");
    unmount(disk);
    await checkout.remove();
  });

  it("stops in order when somebody else fills the disk, says why and how to go on", async () => {
    const { ended } = checkout.start("up", "coachview");
    let over = false;
    const result = ended.finally(() => (over = true));
    while (!over && !existsSync(stateFile("coachview-local"))) await sleep(50);
    writeFileSync(filler, Buffer.alloc(90 * 1024 * 1024));
    const { status, stdout, stderr } = await result;
    expect(status, stdout + stderr).toBe(exitStatus.failed);
    expect(stderr).toMatch(/The disk of \S+ had less than 16 MiB left/);
    expect(stderr).toContain("Go on with: npx deltawerk up coachview");
    expect(stdout + stderr).not.toMatch(/\n\s+at /);
    for (const stack of ["coachview-local-guard", "coachview-local"]) {
      expect(() => JSON.parse(readFileSync(stateFile(stack), "utf8")) as unknown).not.toThrow();
    }
  });

  it("does not begin while the disk is full", async () => {
    const { status, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status).toBe(exitStatus.failed);
    expect(stderr).toMatch(/The disk of \S+ has \d+ MiB left; a run needs 64 MiB/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("goes on where it stopped once there is room, and is unchanged then", async () => {
    rmSync(filler);
    const { status, stdout, stderr } = await checkout.deltawerk("up", "coachview");
    expect(status, stdout + stderr).toBe(exitStatus.done);
    const again = await checkout.deltawerk("up", "coachview", "--json");
    const { layers } = JSON.parse(again.stdout) as { readonly layers: readonly { readonly unchanged: boolean }[] };
    expect(layers.map(({ unchanged }) => unchanged)).toEqual(layers.map(() => true));
  });

  function stateFile(stack: string): string {
    return path.join(stateFolderOf(disk), ".pulumi", "stacks", projectName, `${stack}.json`);
  }
});
