import { existsSync } from "node:fs";
import { expect } from "vitest";
import { exitStatus } from "../operations/exit-status";
import { localFolderOf } from "../operations/session";
import type { CommandResult, PrivateCheckout } from "./private-checkout";

/** Whatever was refused: nothing on stdout, no trace of the code, and no place in which anything could be deployed. */
export function expectRefused(checkout: PrivateCheckout, { status, stdout, stderr }: CommandResult): void {
  expect(status, stderr).toBe(exitStatus.invalidInput);
  expect(stdout).toBe("");
  expect(stderr).not.toMatch(/\n\s+at |\bError:|\.[jt]s:\d/);
  expect(existsSync(localFolderOf(checkout.folder))).toBe(false);
}
