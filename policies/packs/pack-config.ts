import { z } from "zod";
import type { PolicyConfigSchema } from "@pulumi/policy";

/** What CI or `deltawerk` hands to a pack, in the configuration of its policy `yardstick`. Paths are below the project. */
const packConfigSchema = z.strictObject({
  agreement: z.string().min(1).exactOptional().describe("Agreement to measure against, in place of the platform's own"),
  tenants: z.string().min(1).exactOptional().describe("Tenants, in place of the platform's own"),
  waivers: z.string().min(1).exactOptional().describe("Waivers, in place of the platform's own"),
  union: z.string().min(1).exactOptional().describe("File with the registered resources of all stacks of the platform"),
  today: z.iso.date().exactOptional().describe("Date on which waivers are judged; today where absent"),
});

export type PackConfig = z.output<typeof packConfigSchema>;

/** The same for the engine, which refuses what does not fit before anything runs. */
export const packConfigJsonSchema = {
  properties: Object.fromEntries(
    Object.entries(packConfigSchema.shape).map(([name, { description }]) => [
      name,
      { type: "string", description: description ?? "", minLength: 1 },
    ]),
  ),
} as PolicyConfigSchema;

/** Reads the configuration, or says what of it is wrong. @throws Error with every problem */
export function parsePackConfig(given: unknown): PackConfig {
  const parsed = packConfigSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join(".") || "yardstick"}: ${message}`,
  );
  throw new Error(`The pack's configuration cannot be used. ${problems.join("; ")}`);
}
