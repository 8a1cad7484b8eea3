import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** A folder with the documents of this project, where production of a platform is what local is here. */
export function projectFolderWithProduction(platform: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "deltawerk-production-"));
  cpSync("stacks", path.join(folder, "stacks"), { recursive: true });
  const local = readFileSync(path.join("stacks", "environments", `${platform}.local.yaml`), "utf8");
  const production = local
    .replace(/^environment: local$/m, "environment: production")
    .replace(/^salt: local$/m, "salt: bootstrap")
    // Hosts and addresses that end like this are placeholders.
    .replaceAll(".example", ".dev");
  writeFileSync(path.join(folder, "stacks", "environments", `${platform}.production.yaml`), production);
  return folder;
}
