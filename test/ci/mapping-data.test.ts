import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { generateData, installSources, sourcesFolder } from "../../simulator/mapping/generator/generate";

const root = path.resolve(__dirname, "../..");
const data = path.join(root, "simulator", "mapping", "data");

it("the committed mapping data is what the pinned sources give", () => {
  if (!fs.existsSync(path.join(sourcesFolder(root), "node_modules"))) installSources(root);
  const generated = generateData(root);
  expect([...generated.keys()].sort()).toEqual(fs.readdirSync(data).sort());
  for (const [file, text] of generated) {
    expect(fs.readFileSync(path.join(data, file), "utf8") === text, `${file} differs; generate it again`).toBe(true);
  }
}, 300_000);
