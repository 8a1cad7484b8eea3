/** Writes the JSON Schemas that editors read; run it after a change of a schema. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { jsonSchemaFiles, jsonSchemaFolder } from "./json-schemas";

const folder = resolve(jsonSchemaFolder);
mkdirSync(folder, { recursive: true });
for (const [name, content] of jsonSchemaFiles()) {
  writeFileSync(join(folder, name), content);
}
