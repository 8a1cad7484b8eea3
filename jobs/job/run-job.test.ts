import { expect, it } from "vitest";
import { EXIT_STATUS, type Outcome } from "./exit-status";
import { runJob, type Job, type JobContext } from "./run-job";
import { recordSchema, type JobRecord } from "./records";
import { KINDS } from "./variables";

const given = { PLATFORM: "pct", ENVIRONMENT: "production", TENANT: "acme" };

function job(run: (context: JobContext) => Promise<Outcome>): Job<{ readonly tenant: string; readonly count: number }> {
  return {
    name: "sample",
    read: (variables) => ({
      tenant: variables.required("TENANT", KINDS.tenant),
      count: variables.optional("GENERATION", KINDS.generation) ?? 1,
    }),
    tenantOf: ({ tenant }) => tenant,
    run: (_, context) => run(context),
  };
}

async function outcomeOf(
  run: (context: JobContext) => Promise<Outcome>,
  variables: Readonly<Record<string, string>> = given,
  stop = new AbortController(),
) {
  const records: JobRecord[] = [];
  const problems: string[] = [];
  const outcome = await runJob(job(run), {
    variables,
    signal: stop.signal,
    now: () => new Date("2026-01-10T00:00:00Z"),
    writeRecord: (line) => records.push(recordSchema.parse(JSON.parse(line))),
    writeProblem: (line) => problems.push(line),
  });
  return { outcome, records, problems };
}

it.each<Outcome>(["done", "notAsPromised", "undetermined", "failed"])("%s is said and returned", async (outcome) => {
  const ended = await outcomeOf(() => Promise.resolve(outcome));
  expect(ended.outcome).toBe(outcome);
  expect(ended.records).toEqual([
    expect.objectContaining({
      job: "sample",
      platform: "pct",
      environment: "production",
      tenant: "acme",
      event: "job.ended",
      details: { status: EXIT_STATUS[outcome], seconds: 0 },
    }),
  ]);
});

it("what is thrown is a failure, with its reason in the log and no stack", async () => {
  const { outcome, records } = await outcomeOf(() => Promise.reject(new Error("The site is down.")));
  expect(outcome).toBe("failed");
  expect(records.at(-1)).toMatchObject({ severity: "error", details: { reason: "The site is down.", status: 1 } });
  expect(JSON.stringify(records)).not.toContain("run-job.ts");
});

it.each(["returns", "throws"])("a job that was stopped and %s is interrupted", async (how) => {
  const stop = new AbortController();
  const { outcome, records } = await outcomeOf(
    () => {
      stop.abort(new Error("stopped"));
      return how === "throws" ? Promise.reject(new Error("stopped")) : Promise.resolve("done");
    },
    given,
    stop,
  );
  expect(outcome).toBe("interrupted");
  expect(records.at(-1)).toMatchObject({ details: { status: 143 } });
});

it("every unusable variable is reported at once, and nothing runs", async () => {
  let ran = false;
  const { outcome, problems, records } = await outcomeOf(
    () => {
      ran = true;
      return Promise.resolve("done");
    },
    { PLATFORM: "pcd", TENANT: "ACME", GENERATION: "0" },
  );
  expect(outcome).toBe("unusable");
  expect(ran).toBe(false);
  expect(records).toEqual([]);
  expect(problems).toEqual([
    'sample: PLATFORM is "pcd", allowed is one of coachview, superoffice, cloxxs, pct, draftit.\n',
    "sample: ENVIRONMENT is not set. Allowed is one of local, test, production.\n",
    'sample: TENANT is "ACME", allowed is a letter and three letters or digits, lower-case.\n',
    'sample: GENERATION is "0", allowed is a whole number from 1 to 99.\n',
  ]);
});
