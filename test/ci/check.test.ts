import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { exitStatus } from "../../operations/exit-status";
import { PrivateCheckout } from "../private-checkout";

const checkout = new PrivateCheckout();
afterAll(() => checkout.remove());

const check = () =>
  checkout.deltawerk(
    ...["check", "coachview", "--base", "HEAD", "--out", "found"],
    ...["--format", "table", "json", "sarif", "junit", "oscal", "markdown"],
  );

const found = (file: string): string => readFileSync(path.join(checkout.folder, "found", file), "utf8");

it("a change of a component, of the tenants and of a waiver is judged on a copy of what is there", async () => {
  checkout.edit("components/data/tenant-database.ts", (text) =>
    text.replace("zoneRedundant: place.zoneRedundant,", "zoneRedundant: false,"),
  );
  checkout.edit(
    "stacks/tenants/coachview.yaml",
    (text) => `${text}  - { code: zeel, name: Zeeland, hostName: zeeland.leren.example.nl, cell: "01", segment: 3 }\n`,
  );
  const first = await check();
  expect(first.status, first.stderr).toBe(exitStatus.failed);
  expect(first.stdout).toMatch(/coachview +NOT KEPT/);
  expect(first.stdout).toContain("sql-zonal");
  const comment = found("check.md");
  expect(comment).toContain("**Rules newly failing**\n- `sql-zonal` (high)");
  expect(comment).toContain("update `database-merw-01-primary` in coachview-local-cell-01, protected: `zoneRedundant`");
  expect(comment).toMatch(/Tenants touched: .*zeel \(\d+ created\)/);

  const again = await check();
  expect(again.status).toBe(exitStatus.failed);
  expect(again.stderr).toContain("the working tree was brought up before");
  expect(found("check.md")).toBe(comment);
});

it("a waiver is judged without bringing anything up", async () => {
  await checkout.run("git", ["checkout", "--", "components", "stacks"]);
  checkout.edit("stacks/waivers/coachview.yaml", (text) =>
    text.replace("resource: alerts-*-group", "resource: alerts-gone-group"),
  );
  const result = await check();
  expect(result.status, result.stderr).toBe(exitStatus.failed);
  expect(result.stderr).toContain("the working tree deploys the same");
  expect(result.stdout).toContain("covers nothing that is violated");
  expect(found("check.md")).toContain("residency-alert-data");
});

it("documents that cannot be used are refused with every problem, and leave nothing behind", async () => {
  await checkout.run("git", ["checkout", "--", "stacks"]);
  const store = path.join(checkout.folder, ".deltawerk", "check");
  const kept = readdirSync(store).sort();
  checkout.edit("stacks/agreements/coachview.yaml", (text) => text.replace("role: active", "role: activ"));
  checkout.edit("stacks/tenants/coachview.yaml", (text) => text.replace(/segment: 1\b/, "segment: -1"));
  const bad = await check();
  expect(bad.status).toBe(exitStatus.invalidInput);
  expect(bad.stderr).toMatch(/stacks\/agreements\/coachview\.yaml:\d+/);
  expect(bad.stderr).toMatch(/stacks\/tenants\/coachview\.yaml:\d+/);
  expect(found("check.md")).toMatch(/cannot be used.*stacks\/agreements\/coachview\.yaml:\d+/s);
  expect(found("check.sarif")).toMatch(/"uri": "stacks\/agreements\/coachview\.yaml"[^]{0,200}"startLine": \d+/);
  expect(found("check.junit.xml")).toMatch(/<error [^]*stacks\/tenants\/coachview\.yaml:\d+/);
  expect(found("check.oscal.json")).toMatch(/stacks\/tenants\/coachview\.yaml:\d+/);
  expect(JSON.parse(found("check.json"))).toMatchObject({ unusable: [{ platform: "coachview" }], platforms: [] });
  expect(readdirSync(store).sort()).toEqual(kept);
});

it("nothing that matters is one line, with status 0", async () => {
  await checkout.run("git", ["checkout", "--", "stacks"]);
  checkout.edit("README.md", (text) => `${text}\n`);
  const result = await check();
  expect(result.status, result.stderr).toBe(exitStatus.done);
  expect(found("check.md")).toContain("Nothing that matters for coachview.");
  const changed = await checkout.run("git", ["status", "--porcelain"]);
  expect(changed.stdout.trim().split("\n").sort()).toEqual(["?? found/", "M README.md"]);
});

it("documents that cannot be read at the base are told with their places, and the head is judged alone", async () => {
  await checkout.run("git", ["checkout", "--", "."]);
  checkout.edit("stacks/agreements/coachview.yaml", (text) => text.replace("role: active", "role: activ"));
  await checkout.run("git", ["-c", "user.name=test", "-c", "user.email=t@example.com", "commit", "-qam", "broken"]);
  checkout.edit("stacks/agreements/coachview.yaml", (text) => text.replace("role: activ", "role: active"));
  const result = await check();
  expect(result.status, result.stderr).toBe(exitStatus.done);
  expect(result.stdout).toMatch(/coachview +kept[^]*stacks\/agreements\/coachview\.yaml:\d+/);
  expect(found("check.md")).toMatch(/Not compared[^]*stacks\/agreements\/coachview\.yaml:\d+/);
  expect(found("check.sarif")).toContain("so that nothing is compared");
  expect(found("check.junit.xml")).toContain("at the base: stacks/agreements/coachview.yaml:");
});

it.each([
  ["a revision that is not there", ["check", "pct", "--base", "nowhere"], ['Revision "nowhere" is not known here']],
  ["a platform that is not there", ["check", "pkt"], ['No platform "pkt"', "coachview"]],
  ["several formats and no folder", ["check", "pct", "--format", "json", "sarif"], ["Add --out <folder>"]],
])("%s is refused before anything is brought up", async (_, words, says) => {
  const { status, stderr } = await checkout.deltawerk(...words);
  expect(status).toBe(exitStatus.invalidInput);
  for (const text of says) expect(stderr).toContain(text);
});

it("leaves no process of a cloud behind", async () => {
  const { stdout } = await checkout.run("ps", ["-A", "-o", "args"]);
  expect(stdout.split("\n").filter((line) => line.includes(path.join(checkout.folder, ".deltawerk", "check")))).toEqual(
    [],
  );
});
