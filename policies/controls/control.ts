import { z } from "zod";
import { patternedText } from "../../agreement/patterned-text";

/** The version of the controls document that this code reads. */
export const controlsVersion = 1;

const common = {
  id: patternedText(/^A\.[5-8]\.[1-9]\d?$/, "an Annex A control such as A.8.13"),
  meaning: z.string().min(10).describe("What the control asks for, in our own words"),
};

/** One control of Annex A, in exactly one state. */
const controlSchema = z.discriminatedUnion("state", [
  z.strictObject({
    ...common,
    state: z.literal("tested"),
    claim: z.string().min(20).describe("What the deployment does for it"),
    rules: z.array(z.string()).describe("Ids of the rules that show it"),
    analyses: z.array(z.enum(["reachability", "residency", "availability"])).default([]),
    process: z.string().exactOptional().describe("What a process has to add"),
  }),
  z.strictObject({
    ...common,
    state: z.literal("process"),
    evidence: z.string().min(20).describe("What is shown instead of a rule, and where it comes from"),
  }),
  z.strictObject({ ...common, state: z.literal("outside"), reason: z.string().min(20) }),
]);

/** Controls that infrastructure can evidence. */
export const controlsSchema = z.strictObject({
  schemaVersion: z.literal(controlsVersion),
  standard: z.literal("ISO/IEC 27001:2022"),
  controls: z.array(controlSchema).min(1),
});

export type Control = z.output<typeof controlSchema>;
