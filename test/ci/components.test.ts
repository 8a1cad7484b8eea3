import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TinyProject } from "../../operations/engine/test-bed/tiny-project";
import type { SimulatorConnection } from "../../simulator/client/connection";
import { startSimulator, stopSimulator } from "../../simulator/client/simulator-process";
import { bundled } from "../components/bundled";
import { FAMILIES } from "../components/families";
import { ARGUMENT_SETS, SUBSCRIPTIONS } from "../components/place";

const projectFolder = path.resolve(__dirname, "../..");

/** Longer than everything that is kept for a time after it was deleted. */
const HALF_A_YEAR_MINUTES = 183 * 24 * 60;

/** Components as the sources name them to the engine: `deltawerk:backup:BackupVault`. */
function componentTypes(): readonly string[] {
  return readdirSync(path.join(projectFolder, "components"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(projectFolder, "components", file), "utf8").matchAll(
          /super\(\s*"(deltawerk:[^"]+)"/g,
        ),
      ].map(([, type]) => type ?? ""),
    )
    .sort();
}

it("has a row for every component that there is, and for nothing else", () => {
  const rows = Object.entries(FAMILIES).flatMap(([family, components]) =>
    Object.keys(components).map((component) => `deltawerk:${family}:${component}`),
  );
  expect(rows.sort()).toEqual(componentTypes());
});

/** The engine's account of what went wrong, without what went on. */
function problemsIn(output: string): string {
  return output
    .split("\n")
    .filter(
      (line) => /error|[~+-]{1,2} {2}\S|\bdiff\b/.test(line) && !/(creating|created|deleting|deleted) \(/.test(line),
    )
    .join("\n");
}

/** The components of a family, each by the smallest, by all and by the strictest arguments, on a cloud of their own. */
describe.each(Object.keys(FAMILIES))("%s", (family) => {
  let folder: string;
  let cloud: SimulatorConnection;
  let project: TinyProject;

  beforeAll(async () => {
    const program = bundled("test/components/program.ts", family);
    folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-components-"));
    cloud = await startSimulator({ projectFolder, stateFolder: folder });
    project = await TinyProject.create(program, cloud.providerPorts);
  });

  afterAll(async () => {
    await stopSimulator(folder);
    project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is made of every component by every set of arguments", async () => {
    const { exitCode, output } = await project.run("up", "--yes", "--skip-preview");
    expect(exitCode, problemsIn(output)).toBe(0);
    const { deployment } = JSON.parse(await project.pulumi("stack", "export")) as {
      readonly deployment: { readonly resources: readonly { readonly urn: string; readonly type: string }[] };
    };
    const stack = deployment.resources
      .find(({ type }) => type === "pulumi:pulumi:Stack")
      ?.urn.split("::")
      .at(-1);
    expect(stack).toBe("tiny-dev");
    const whole = deployment.resources
      .map(({ urn }) => urn.split("::").slice(2).join("::"))
      .filter((name) => name.startsWith(`deltawerk:${family}:`));
    for (const component of Object.keys(FAMILIES[family] ?? {})) {
      const made = ARGUMENT_SETS.filter((set) =>
        whole.includes(`deltawerk:${family}:${component}::${set}-${component}`),
      );
      expect({ component, made }).toEqual({ component, made: ARGUMENT_SETS });
    }
  });

  it("is unchanged by a second run", async () => {
    const { exitCode, output } = await project.run("up", "--yes", "--skip-preview", "--expect-no-changes", "--diff");
    expect(exitCode, problemsIn(output)).toBe(0);
  });

  it("goes to nothing, and what Azure holds on to goes in its time", async () => {
    await project.pulumi("state", "unprotect", "--all", "--yes");
    const destroy = ["destroy", "--yes", "--skip-preview"];
    const first = await project.run(...destroy, "--continue-on-error");
    const problems = first.output.split("\n").filter((line) => line.includes("Code="));
    // A vault goes after the last of the backups that can still be brought back.
    expect(problems.filter((line) => !line.includes("which is soft-deleted until"))).toEqual([]);
    expect(first.exitCode === 0, problemsIn(first.output)).toBe(problems.length === 0);
    await cloud.advanceClock(HALF_A_YEAR_MINUTES);
    const last = await project.run(...destroy);
    expect(last.exitCode, problemsIn(last.output)).toBe(0);
    expect((await cloud.resources()).map(({ id }) => id)).toEqual([]);
    await cloud.purgeSoftDeleted(SUBSCRIPTIONS);
    expect((await cloud.softDeleted()).map(({ id }) => id)).toEqual([]);
  });
});
