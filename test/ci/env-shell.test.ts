import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localFolderOf } from "../../operations/session";
import { connect } from "../../simulator/client/simulator-process";
import { writeCheckpoints } from "../checkpoints";
import { PrivateCheckout, type CommandResult } from "../private-checkout";

// The shell is that of a user.
writeCheckpoints();

const stack = "coachview-local-guard";

/** The smallest layer, worked on as a user does who prefers plain Pulumi. */
describe("a shell with what `deltawerk env` prints", { timeout: 120_000 }, () => {
  const checkout = new PrivateCheckout();

  beforeAll(async () => {
    const { status, stderr } = await shell(`pulumi stack init ${stack}`);
    expect(status, stderr).toBe(0);
  });

  afterAll(() => checkout.remove());

  /** Runs a line in a POSIX shell behind the line of the README, with the checkout's command. */
  function shell(line: string): Promise<CommandResult> {
    const setUp = `eval "$(node operations/deltawerk.js env)"`;
    return checkout.run("sh", ["-e", "-c", `${setUp}\n${line} --non-interactive --color=never`]);
  }

  const resources = async () => (await (await connect(localFolderOf(checkout.folder)))?.resources()) ?? [];

  it("previews, and makes nothing by that", async () => {
    const { status, stdout, stderr } = await shell(`pulumi preview -s ${stack}`);
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/\+ \d+ to create/);
    expect(await resources()).toEqual([]);
  });

  it("brings up, and changes nothing the second time", async () => {
    const first = await shell(`pulumi up --yes -s ${stack}`);
    expect(first.status, first.stdout + first.stderr).toBe(0);
    expect((await resources()).length).toBeGreaterThan(0);
    const second = await shell(`pulumi up --yes --expect-no-changes -s ${stack}`);
    expect(second.status, second.stdout + second.stderr).toBe(0);
  });

  it("refreshes without a difference, and exports what is there", async () => {
    const refreshed = await shell(`pulumi refresh --yes --expect-no-changes -s ${stack}`);
    expect(refreshed.status, refreshed.stdout + refreshed.stderr).toBe(0);
    const { stdout } = await shell(`pulumi stack export -s ${stack}`);
    const { deployment } = JSON.parse(stdout) as {
      readonly deployment: { readonly resources: readonly { readonly id?: string }[] };
    };
    const exported = new Set(deployment.resources.map(({ id }) => id));
    expect((await resources()).map(({ id }) => id).filter((id) => !exported.has(id))).toEqual([]);
  });

  it("refuses to destroy protected data, removes the rest, and everything once it is unprotected", async () => {
    const refused = await shell(`pulumi destroy --yes -s ${stack}`);
    expect(refused.status).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain("protected");
    const partial = await shell(`pulumi destroy --yes --exclude-protected -s ${stack}`);
    expect(partial.status, partial.stdout + partial.stderr).toBe(0);
    expect((await resources()).length).toBeGreaterThan(0);
    await shell(`pulumi state unprotect --all --yes -s ${stack}`);
    const { status, stdout, stderr } = await shell(`pulumi destroy --yes -s ${stack}`);
    expect(status, stdout + stderr).toBe(0);
    expect(await resources()).toEqual([]);
  });

  it("leaves the working tree clean", async () => {
    expect((await checkout.run("git", ["status", "--porcelain"])).stdout).toBe("");
  });

  describe("where a source file of the program has a mistake", () => {
    const file = path.join(checkout.folder, "infra", "guard-stack.ts");
    const source = readFileSync(file, "utf8");

    afterAll(() => writeFileSync(file, source));

    it.each(["pulumi preview", "deltawerk up"])("names the place of an error of syntax: %s", async (command) => {
      const lines = source.split("\n").length;
      writeFileSync(file, `${source}const broken = ;\n`);
      const { status, stdout, stderr } =
        command === "deltawerk up"
          ? await checkout.deltawerk("up", "coachview")
          : await shell(`pulumi preview -s ${stack}`);
      expect(status).not.toBe(0);
      expect(stdout + stderr).toContain(`infra/guard-stack.ts:${lines}:16: `);
      expect(stdout + stderr).not.toMatch(/\n\s+at /);
    });

    it("runs in spite of an error of types, which `npm test` finds", async () => {
      writeFileSync(file, `${source}export const mistyped: number = "text";\n`);
      const { status, stdout, stderr } = await shell(`pulumi preview -s ${stack}`);
      expect(status, stdout + stderr).toBe(0);
      expect(stdout + stderr).toContain("deltawerk: built infra/program.ts");
    });
  });
});
