/** Writes the pages of rules and controls anew; run it after a change of a rule, a control or an agreement. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pagesIn } from "./pages";

const project = process.cwd();
// Made before anything is removed: a rule that throws must not cost the pages that stand.
const pages = pagesIn(project);
for (const folder of ["docs/rules", "docs/controls"]) {
  rmSync(path.join(project, folder), { recursive: true, force: true });
  mkdirSync(path.join(project, folder), { recursive: true });
}
for (const [file, text] of pages) writeFileSync(path.join(project, file), text);
