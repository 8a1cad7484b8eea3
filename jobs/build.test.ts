import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SQLPACKAGE_VERSION } from "./bacpac/sqlpackage";
import { recordSchema } from "./job/records";

interface Builder {
  readonly JOBS: readonly string[];
  readonly buildJobs: (jobs?: readonly string[], folder?: string) => readonly string[];
}
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the builder is plain Node, so that it runs before anything is built
const { JOBS, buildJobs } = require("./build.js") as Builder;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "jobs-"));
  buildJobs(JOBS, folder);
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly problems: string;
}

/** Runs a bundle alone in an empty folder, as in its image: without our packages. */
function run(job: string, variables: Readonly<Record<string, string>>, stopAfterMilliseconds?: number): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, `${job}.js`)], { cwd: folder, env: { ...variables } });
    let [out, problems] = ["", ""];
    child.stdout.on("data", (piece: Buffer) => (out += piece.toString()));
    child.stderr.on("data", (piece: Buffer) => (problems += piece.toString()));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, out, problems });
    });
    if (stopAfterMilliseconds !== undefined) setTimeout(() => child.kill("SIGTERM"), stopAfterMilliseconds);
  });
}

it("every job is one file that starts and says what it lacks", async () => {
  for (const job of JOBS) {
    const { status, out, problems } = await run(job, {});
    expect([job, status, out]).toEqual([job, 2, ""]);
    expect(problems).toContain(`${job}: PLATFORM is not set.`);
    expect(problems).not.toContain("at Object.");
  }
});

it("a job runs by itself and ends with its status and its records", async () => {
  const { status, out } = await run("probe", {
    PLATFORM: "pct",
    ENVIRONMENT: "local",
    TENANT: "acme",
    URL: "https://acme.example/",
    // Nobody listens there.
    CONNECT_TO: "127.0.0.1:1",
  });
  expect(status).toBe(3);
  const records = out
    .trim()
    .split("\n")
    .map((line) => recordSchema.parse(JSON.parse(line)));
  expect(records.map((record) => (record.kind === "log" ? record.event : record.name))).toEqual([
    "uptime.up",
    "uptime.duration",
    "uptime.down",
    "job.ended",
  ]);
});

it("the images hold the version of the tool that the program asks for, and nothing unpinned", async () => {
  for (const job of JOBS) {
    const text = await readFile(join(__dirname, job, "Dockerfile"), "utf8");
    const from = text.split("\n").filter((line) => line.startsWith("FROM "));
    expect(from.length, job).toBeGreaterThan(0);
    for (const line of from) expect(line).toMatch(/^FROM \$\{\w+_IMAGE\}/);
    for (const line of text.split("\n").filter((one) => one.startsWith("ARG "))) expect(line).not.toContain("=");
    expect(text).toContain(`COPY .deltawerk/build/jobs/${job}.js main.js`);
    expect(text).toContain("USER 65532:65532");
    if (text.includes("sqlpackage --")) expect(text).toContain(`--version ${SQLPACKAGE_VERSION} `);
  }
});
