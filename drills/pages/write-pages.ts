import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { drillPages } from "./pages";

for (const [file, text] of drillPages(process.cwd())) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
