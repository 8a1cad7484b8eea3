import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { exitStatus } from "../operations/exit-status";
import { localFolderOf } from "../operations/session";
import { PrivateCheckout } from "./private-checkout";
import { expectRefused } from "./refusal";

const checkout = new PrivateCheckout();

afterAll(() => checkout.remove());

describe("a command line that cannot be used", () => {
  const misuses: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    [
      "an unknown platform",
      ["up", "coachvieuw"],
      [
        'platform "coachvieuw"',
        "one of cloxxs, coachview, draftit, pct, superoffice",
        'Did you mean "coachview"?',
        "1 problem;",
      ],
    ],
    ["an unknown environment", ["up", "coachview", "-e", "lokal"], ["'lokal' is invalid", "local, test, production"]],
    ["no platform", ["up"], ["missing required argument 'platform'"]],
    ["two platforms", ["up", "coachview", "pct"], ["Expected 1 argument but got 2"]],
    ["an unknown subcommand", ["upp"], ["unknown command 'upp'", "Did you mean up?"]],
    ["an unknown option", ["up", "coachview", "--jsn"], ["unknown option '--jsn'", "Did you mean --json?"]],
    ["an unknown action", ["simulator", "strt"], ["'strt' is invalid", "start, stop, status, reset, coverage"]],
    ["a reset that nobody confirmed", ["simulator", "reset"], ["add --yes"]],
    [
      "the end of data that is somebody's",
      ["down", "coachview", "-e", "production", "--destroy-data"],
      ["--destroy-data", "local and test only"],
    ],
    ["no subcommand", [], ["Usage: deltawerk"]],
  ];

  it.each(misuses)("with %s is refused", async (_, words, says) => {
    const refused = await checkout.deltawerk(...words);
    expectRefused(checkout, refused);
    for (const text of says) expect(refused.stderr).toContain(text);
  });
});

it("a reader that stops reading ends nothing", async () => {
  const command = "set -o pipefail; node operations/deltawerk.js explain coachview --json | true";
  const { status, stderr } = await checkout.run("bash", ["-c", command]);
  expect(stderr).not.toMatch(/EPIPE|node:/);
  expect(status, stderr).toBe(exitStatus.done);
});

describe("help", () => {
  it.each(["up", "preview", "down", "outputs", "explain", "check", "export", "report", "doctor", "env", "simulator"])(
    "is there for `%s`",
    async (command) => {
      const { status, stdout, stderr } = await checkout.deltawerk(command, "--help");
      expect(status, stderr).toBe(exitStatus.done);
      expect(stdout).toContain(`Usage: deltawerk ${command} [options]`);
      expect(existsSync(localFolderOf(checkout.folder))).toBe(false);
    },
  );

  it("names every subcommand and every exit status", async () => {
    const { status, stdout } = await checkout.deltawerk("--help");
    expect(status).toBe(exitStatus.done);
    for (const value of Object.values(exitStatus)) expect(stdout).toMatch(new RegExp(`(: |· |\n)${value} `));
    expect(stdout).toMatch(/^  simulator /m);
  });
});
