import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { TinyProject } from "../../operations/engine/test-bed/tiny-project";
import type { SimulatorConnection } from "../../simulator/client/connection";
import { startSimulator, stopSimulator } from "../../simulator/client/simulator-process";
import { bundled } from "../components/bundled";
import type { Stage } from "../components/taken-over-program";

const projectFolder = path.resolve(__dirname, "../..");
const database = "azure-native:sql:Database";

/** A database that the restore job has made, on its way into the deployment. */
let folder: string;
let cloud: SimulatorConnection;
let project: TinyProject;

let moment = "";
const program = (made: Stage["made"]): string => bundled("test/components/taken-over-program.ts", { made, moment });
const up = (made: Stage["made"], ...more: readonly string[]) => {
  project.write("index.js", program(made));
  return project.run("up", "--yes", "--skip-preview", "--diff", ...more);
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-taken-over-"));
  cloud = await startSimulator({ projectFolder, stateFolder: folder });
  project = await TinyProject.create(program("by nobody"), cloud.providerPorts);
});
afterAll(async () => {
  await stopSimulator(folder);
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

const restored = async () =>
  (await cloud.resources()).filter(({ id }) => id.endsWith("-02") && id.includes("/databases/"));

it("is taken over as it is, once, and becomes what the plan says when it is promoted", async () => {
  const live = await up("by nobody");
  expect(live.exitCode, live.output).toBe(0);
  await cloud.advanceClock(60);
  moment = `${(await cloud.status()).now.slice(0, 19)}Z`;
  await cloud.advanceClock(60);
  const job = await up("by the job");
  expect(job.exitCode, job.output).toBe(0);
  const [before] = await restored();
  const state = JSON.parse(await project.pulumi("stack", "export")) as {
    readonly deployment: { readonly resources: readonly { readonly urn: string }[] };
  };
  const urn = state.deployment.resources.find((one) => one.urn.endsWith(`::${database}::restored`))?.urn ?? "";
  await project.pulumi("state", "delete", "--yes", urn);

  const taken = await up("and taken over");
  expect(taken.exitCode, taken.output).toBe(0);
  expect(await restored()).toMatchObject([{ id: before?.id, body: { tags: { "deltawerk-restored-for": "case-42" } } }]);
  const again = await up("and taken over", "--expect-no-changes");
  expect(again.exitCode, again.output).toBe(0);

  const promoted = await up("and promoted");
  expect(promoted.exitCode, promoted.output).toBe(0);
  expect(promoted.output).not.toMatch(/replace/);
  expect(await restored()).toMatchObject([{ id: before?.id, body: { tags: { set: "everything" } } }]);
});
