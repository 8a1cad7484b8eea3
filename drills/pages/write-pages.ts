/** Writes the pages of the drills anew; run it after a change of a drill, or of an agreement. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drillPages } from "./pages";

// Made before anything is removed: a definition that throws must not cost the pages that stand.
const pages = drillPages(process.cwd());
rmSync("docs/runbooks", { recursive: true, force: true });
for (const [file, text] of pages) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
