import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exitStatus } from "../operations/exit-status";
import { PrivateCheckout, type CommandResult } from "./private-checkout";

/** A new local stack is made without a preview; what is wrong with it is said before anything is built upon it. */
describe("a rule that a new stack breaks", () => {
  let checkout: PrivateCheckout;
  let result: CommandResult;

  beforeAll(async () => {
    checkout = new PrivateCheckout();
    const waivers = path.join(checkout.folder, "stacks", "waivers", "coachview.yaml");
    const document = readFileSync(waivers, "utf8");
    writeFileSync(waivers, document.slice(0, document.indexOf("  - rule: residency-alert-data")));
    result = await checkout.deltawerk("up", "coachview");
  }, 300_000);

  afterAll(() => checkout.remove());

  it("ends the run and is named, with the command that goes on", () => {
    expect(result.status, result.stdout + result.stderr).toBe(exitStatus.failed);
    expect(result.stderr).toContain("residency-alert-data");
    expect(result.stderr).toContain("Go on with: npx deltawerk up coachview");
    expect(result.stderr).not.toMatch(/\n\s+at /);
  });

  it("leaves the stack that breaks it, and does not begin the next", () => {
    expect(result.stderr).toContain("coachview-local-guard (1 of 4)");
    expect(result.stderr).not.toContain("coachview-local (2 of 4)");
    expect(result.stderr).toContain("Not touched: ");
  });
});
