import { z } from "zod";
import { platformNameSchema } from "../../agreement/agreement";
import type { DeepReadonly } from "../../agreement/deep-readonly";
import { patternedText } from "../../agreement/patterned-text";

/** The version of the waivers document that this code writes and reads; older ones are migrated first. */
export const waiversVersion = 1;

/** Fewest letters and digits that a pattern says itself, so that it cannot mean everything. */
const leastLiteral = 4;

const patternSchema = patternedText(
  /^[A-Za-z0-9*._/-]+$/,
  "a name in which * stands for any characters, such as key-vault-*-vault",
).refine((pattern) => pattern.replace(/[^A-Za-z0-9]/g, "").length >= leastLiteral, {
  error: `a pattern that says at least ${leastLiteral} letters or digits itself; what matches nearly everything waives nearly everything`,
});

const stackSchema = patternedText(
  /^[a-z][a-z0-9]+-(?:\*|[a-z]+)(?:-guard|-(?:cell|workload)-(?:\*|\d{2}))?$/,
  "the name of a stack, with * for its environment or number, such as pct-*-cell-*",
);

/** One exception: what is not kept, where, why, who answers for it and until when. */
const waiverSchema = z.strictObject({
  rule: patternedText(/^[a-z][a-z0-9-]+$/, "the id of one rule").describe("Id of the one rule that is waived"),
  stack: stackSchema.describe("Name of the stack, with * for its environment or number: superoffice-*-cell-*"),
  resource: patternSchema.describe("Pulumi's name of the resource, with * for parts of it"),
  reason: z
    .string()
    .min(40, { error: "a reason of at least 40 characters: what Azure cannot do, or what was accepted and by whom" })
    .describe("Why it cannot be kept, with the source where it is a limit of Azure"),
  owner: z.string().min(3).describe("Who answers for it"),
  expires: z.iso
    .date({ error: 'an ISO date such as "2027-06-30"' })
    .describe("Last day on which it holds; then the rule is violated again"),
});

/** What a platform's rules are waived for. */
export const waiversSchema = z
  .strictObject({
    schemaVersion: z.literal(waiversVersion),
    platform: platformNameSchema,
    waivers: z.array(waiverSchema),
  })
  .describe("Waivers of policy rules of a hosted platform");

/** What a platform's rules are waived for, as parsed. */
export type Waivers = DeepReadonly<z.output<typeof waiversSchema>>;
/** One exception. */
export type Waiver = Waivers["waivers"][number];
