/** Writes the JSON Schema of waivers documents; run it after a change of the schema. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { waiversJsonSchema, waiversJsonSchemaPath } from "./waivers-json-schema";

writeFileSync(resolve(waiversJsonSchemaPath), waiversJsonSchema());
