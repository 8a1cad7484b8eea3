import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonSchemaFiles, jsonSchemaFolder } from "./json-schemas";

test.each([...jsonSchemaFiles()])("%s is what the code says; `npm run schemas` writes it anew", (name, content) => {
  expect(readFileSync(join(jsonSchemaFolder, name), "utf8")).toBe(content);
});

test("every document tells its editor which schema it follows", () => {
  const schemas = {
    agreements: "agreement",
    tenants: "tenants",
    promises: "promises",
    "firewall-rules": "firewall-rules",
  };
  for (const [folder, schema] of Object.entries(schemas)) {
    for (const file of readdirSync(join("stacks", folder))) {
      const first = readFileSync(join("stacks", folder, file), "utf8").split("\n")[0];
      expect([file, first]).toEqual([file, `# yaml-language-server: $schema=../schemas/${schema}.json`]);
    }
  }
});
