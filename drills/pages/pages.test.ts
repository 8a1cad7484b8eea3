import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { drillPages } from "./pages";

const project = path.resolve(__dirname, "../..");

describe("the pages about drills", () => {
  const pages = drillPages(project);

  it("are those that the definitions give (npm run pages)", () => {
    for (const [file, text] of pages) expect(readFileSync(path.join(project, file), "utf8"), file).toBe(text);
  });

  it("have no runbook of a drill that is gone", () => {
    const written = [...pages.keys()].filter((file) => file.startsWith("docs/runbooks/"));
    const found = readdirSync(path.join(project, "docs/runbooks")).map((name) => `docs/runbooks/${name}`);
    expect(found.sort()).toEqual(written.sort());
  });
});
