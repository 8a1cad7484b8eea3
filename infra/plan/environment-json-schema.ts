import { z } from "zod";
import { environmentSchema } from "./environment";

/** Path of the JSON Schema of environment documents, which editors read; relative to the project. */
export const environmentJsonSchemaPath = "stacks/schemas/environment.json";

/** The JSON Schema of environment documents. */
export function environmentJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(environmentSchema, { io: "input" }), undefined, 2)}\n`;
}
