import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import type { CheckResult } from "../../evidence/verdict/check-result";
import { exitStatus } from "../../operations/exit-status";
import { PrivateCheckout } from "../private-checkout";

const checkout = new PrivateCheckout();
afterAll(() => checkout.remove());

/** Environment `local` of the copy stands for what is really there: the command treats every environment alike. */
async function checked(environment: string, variables: NodeJS.ProcessEnv = {}) {
  const command = path.join(checkout.folder, "operations", "deltawerk.js");
  const words = ["check", "coachview", "-e", environment, "--format", "json", "markdown", "--out", "found"];
  const result = await checkout.run(process.execPath, [command, ...words], { ...process.env, ...variables });
  return {
    ...result,
    deployed: (JSON.parse(found("check.json")) as CheckResult).platforms[0]?.deployed?.stacks ?? [],
    comment: found("check.md"),
  };
}

const found = (file: string): string => readFileSync(path.join(checkout.folder, "found", file), "utf8");

it("what is not deployed yet is a note", async () => {
  const { status, stderr, deployed, comment } = await checked("local");
  expect(status, stderr).toBe(exitStatus.done);
  expect(new Set(deployed.map(({ standing }) => standing))).toEqual(new Set(["not deployed yet"]));
  expect(comment).toContain("Nothing that matters for coachview.");
});

it("what is deployed says what would be changed there, stack by stack, and stays as it is", async () => {
  const up = await checkout.deltawerk("up", "coachview");
  expect(up.status, up.stderr).toBe(exitStatus.done);
  const same = await checked("local");
  expect(same.deployed.map(({ standing, steps }) => [standing, steps.length])).toEqual(
    same.deployed.map(() => ["previewed", 0]),
  );
  checkout.edit("components/data/tenant-database.ts", (text) =>
    text.replace("zoneRedundant: place.zoneRedundant,", "zoneRedundant: false,"),
  );
  const { status, deployed, comment } = await checked("local");
  expect(status).toBe(exitStatus.failed);
  const cell = deployed.find(({ stack }) => stack === "coachview-local-cell-01");
  expect(cell?.standing).toBe("previewed");
  expect(cell?.steps.find(({ urn }) => urn.endsWith("::database-merw-01-primary"))).toMatchObject({
    operation: "update",
    protect: true,
    properties: ["zoneRedundant"],
  });
  expect(comment).toMatch(/\*\*In local, as it is now:\*\* \d+ updated\./);
  await checkout.run("git", ["checkout", "--", "components"]);
  const preview = await checkout.deltawerk("preview", "coachview", "--expect-no-changes");
  expect(preview.status, preview.stdout).toBe(exitStatus.done);
});

it("protected data that would go there fails the check, before everything else", async () => {
  checkout.edit("stacks/tenants/coachview.yaml", (text) => text.replace(/^ {2}- \{ code: merw.*\n/m, ""));
  const { status, deployed, comment } = await checked("local");
  expect(status).toBe(exitStatus.failed);
  const cell = deployed.find(({ stack }) => stack === "coachview-local-cell-01");
  expect(cell?.standing).toBe("refused");
  expect(cell?.steps[0]).toMatchObject({ operation: "delete", protect: true });
  expect(comment).toContain("Protected data that would go in local");
  await checkout.run("git", ["checkout", "--", "stacks"]);
});

it("a backend that cannot be reached leaves it undetermined, with the reason, and fails strictly only", async () => {
  const local = readFileSync(path.join(checkout.folder, "stacks", "environments", "coachview.local.yaml"), "utf8");
  writeFileSync(
    path.join(checkout.folder, "stacks", "environments", "coachview.production.yaml"),
    local
      .replace(/^environment: local$/m, "environment: production")
      .replace(/^salt: local$/m, "salt: checked")
      // Hosts and addresses that end like this are placeholders.
      .replaceAll(".example", ".dev"),
  );
  const { status, stderr, deployed, comment } = await checked("production", {
    PULUMI_BACKEND_URL: "file:///nowhere/at/all",
    PULUMI_ACCESS_TOKEN: "",
  });
  expect(status, stderr).toBe(exitStatus.done);
  expect(deployed.length).toBeGreaterThan(0);
  for (const { standing, because } of deployed) {
    expect(standing).toBe("undetermined");
    expect(because).toContain("/nowhere/at/all");
  }
  expect(comment).toContain("undetermined");
});
