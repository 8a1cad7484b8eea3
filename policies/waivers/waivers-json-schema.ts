import { z } from "zod";
import { waiversSchema } from "./waiver";

/** Path of the JSON Schema of waivers documents, which editors read; relative to the project. */
export const waiversJsonSchemaPath = "stacks/schemas/waivers.json";

/** The JSON Schema of waivers documents. */
export function waiversJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(waiversSchema, { io: "input" }), undefined, 2)}\n`;
}
