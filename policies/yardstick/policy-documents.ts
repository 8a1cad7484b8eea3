import { readFileSync } from "node:fs";
import path from "node:path";
import { documentsIn, type DocumentSource } from "../../agreement/load-platform";

/** Documents that a caller names itself, in place of those in the project. Paths are absolute or below the project. */
export interface NamedDocuments {
  readonly agreement?: string;
  readonly tenants?: string;
  readonly waivers?: string;
}

/** The documents of a platform: the project's, and in their place those that were named. */
export function policyDocuments(projectFolder: string, platform: string, named: NamedDocuments): DocumentSource {
  const project = documentsIn(projectFolder);
  const replaced = new Map(
    Object.entries({
      [`stacks/agreements/${platform}.yaml`]: named.agreement,
      [`stacks/tenants/${platform}.yaml`]: named.tenants,
      [waiversFileOf(platform)]: named.waivers,
    }).flatMap(([file, given]) => (given === undefined ? [] : [[file, path.resolve(projectFolder, given)] as const])),
  );
  return {
    list: project.list,
    read: (file) => {
      const given = replaced.get(file);
      return given === undefined ? project.read(file) : readFileSync(given, "utf8");
    },
  };
}

/** Where the waivers of a platform stand. */
export function waiversFileOf(platform: string): string {
  return `stacks/waivers/${platform}.yaml`;
}
