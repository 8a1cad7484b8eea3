/** Writes the JSON Schema of environment documents; run it after a change of the schema. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { environmentJsonSchema, environmentJsonSchemaPath } from "./environment-json-schema";

writeFileSync(resolve(environmentJsonSchemaPath), environmentJsonSchema());
