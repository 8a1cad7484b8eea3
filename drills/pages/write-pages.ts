/** Writes the pages of the drills anew; run it after a change of a drill, or of an agreement. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drillPages } from "./pages";

rmSync("docs/runbooks", { recursive: true, force: true });
for (const [file, text] of drillPages(process.cwd())) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
