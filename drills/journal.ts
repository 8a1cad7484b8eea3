import { z } from "zod";

const moment = z.iso.datetime().describe("UTC");

export const drillStatuses = ["passed", "deviated", "failed", "aborted", "interrupted"] as const;
/** How a drill ended. */
export type DrillStatus = (typeof drillStatuses)[number];

export const phases = ["prepare", "fault", "detect", "decide", "recover", "check", "back", "rollback"] as const;
export type Phase = (typeof phases)[number];

const stepSchema = z.strictObject({
  id: z.string(),
  phase: z.enum(phases),
  text: z.string().describe("What was done"),
  status: z.enum(["running", "done", "failed", "skipped"]),
  started: moment.exactOptional().describe("On the cloud's clock"),
  ended: moment.exactOptional().describe("On the cloud's clock"),
  notes: z.array(z.string()).describe("What was found"),
  attempts: z.int().min(0).describe("More than 1 where the drill was interrupted within the step"),
});

const toleranceSchema = z.strictObject({
  id: z.string(),
  what: z.string(),
  agreed: z.number().exactOptional().describe("Absent where nothing is agreed: then the value is only reported"),
  unit: z.enum(["minutes", "markers", "findings"]),
  clause: z.string().describe("Where the agreement says it, or what it follows from"),
});

const resultSchema = toleranceSchema.extend({
  measured: z.number().exactOptional().describe("Absent where it could not be measured"),
  margin: z.number().exactOptional().describe("Agreed less measured"),
  verdict: z.enum(["kept", "not kept", "undetermined", "reported"]),
});

const tenantSchema = z.strictObject({
  code: z.string(),
  faultAt: moment,
  newestSurviving: moment
    .exactOptional()
    .describe("Commit time of the newest marker of before the fault that is there"),
  resolutionSeconds: z.number().describe("Interval between two markers: what is measured is right up to it"),
  recoveryPointMinutes: z.number().exactOptional(),
  written: z.int().describe("Markers before the fault"),
  lost: z.int().describe("Those of them that are gone"),
  holes: z.array(z.strictObject({ first: z.int(), last: z.int() })).describe("Lost markers older than the newest one"),
  servedAgain: moment.exactOptional(),
  recoveryTimeMinutes: z.number().exactOptional(),
});

const pathStepSchema = z.strictObject({ name: z.string(), minutes: z.number(), source: z.string() });

export const journalSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    drill: z.strictObject({
      platform: z.string(),
      scenario: z.string(),
      environment: z.string(),
      seed: z.int(),
    }),
    title: z.string(),
    versions: z.record(z.string(), z.string()),
    status: z.enum([...drillStatuses, "running"]),
    reason: z.string().exactOptional().describe("Why it failed, was aborted or deviated"),
    started: moment.describe("Real time"),
    ended: moment.exactOptional().describe("Real time"),
    interruptions: z.array(moment).describe("Real times at which a later run took it up again"),
    hypothesis: z.array(toleranceSchema),
    before: z.array(z.string()).describe("The steady state before the fault"),
    steps: z.array(stepSchema),
    timeline: z.strictObject({
      fault: moment.exactOptional(),
      detected: z.strictObject({ at: moment, by: z.string() }).exactOptional(),
      decided: moment.exactOptional(),
      restored: moment.exactOptional(),
      healthy: moment.exactOptional(),
      back: moment.exactOptional(),
    }),
    tenants: z.array(tenantSchema),
    criticalPath: z.array(pathStepSchema).describe("From the fault to the first healthy answer, in order"),
    longestSteps: z.array(pathStepSchema).max(5),
    results: z.array(resultSchema),
    limits: z.array(z.string()).describe("What limits the recovery and what would improve it most"),
    notMeasured: z.array(z.string()),
    notRun: z
      .array(z.string())
      .exactOptional()
      .describe("What of the scenario is not run in this environment, and why"),
    leftBehind: z.array(z.string()).describe("Tombstones with purge dates, and anything that should not be there"),
    memory: z.record(z.string(), z.unknown()).describe("What steps found that later ones need; for resuming"),
  })
  .describe("Journal of a recovery drill");

/** Everything that a drill did and found. */
export type Journal = z.output<typeof journalSchema>;
export type JournalStep = z.output<typeof stepSchema>;
export type Tolerance = z.output<typeof toleranceSchema>;
export type Result = z.output<typeof resultSchema>;
export type TenantResult = z.output<typeof tenantSchema>;
export type PathStep = z.output<typeof pathStepSchema>;

/** The JSON Schema of a journal, as it is committed. */
export function journalJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(journalSchema, { io: "input" }), undefined, 2)}\n`;
}
