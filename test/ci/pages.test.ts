import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { pagesIn } from "../../policies/pages/pages";

const project = path.join(__dirname, "..", "..");

it("every page of a rule or control is what the code says; `npm run pages` writes them anew", () => {
  const pages = pagesIn(project);
  const there = ["docs/rules", "docs/controls"].flatMap((folder) =>
    readdirSync(path.join(project, folder)).map((name) => `${folder}/${name}`),
  );
  expect(there.sort()).toEqual([...pages.keys()].sort());
  const stale = [...pages].filter(([file, text]) => readFileSync(path.join(project, file), "utf8") !== text);
  expect(stale.map(([file]) => file)).toEqual([]);
});
