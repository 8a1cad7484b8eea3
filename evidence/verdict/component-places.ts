import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A line of a source file of the project. */
export interface SourcePlace {
  /** With forward slashes, from the project's folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

interface Source {
  readonly file: string;
  readonly text: string;
  /** Where the component's class begins its own resources. */
  readonly offset: number;
}

/** Where the program makes resources, by the types in their URNs. */
export class ComponentPlaces {
  private readonly sources = new Map<string, Source>();

  /** Reads the components of a project; a folder without any has no places. */
  constructor(projectFolder: string) {
    for (const file of sourcesBelow(projectFolder, "components")) {
      const text = readFileSync(path.join(projectFolder, file), "utf8");
      for (const match of text.matchAll(/super\(\s*"(deltawerk:\w+:\w+)"/g)) {
        this.sources.set(match[1] ?? "", { file, text, offset: match.index });
      }
    }
  }

  /**
   * The line at which a resource is made, where its component makes one of that type and no more; else the line at which
   * the component begins. Nothing for what no component makes.
   */
  of(urn: string): SourcePlace | undefined {
    const types = (urn.split("::").at(-2) ?? "").split("$");
    const source = this.sources.get(types.at(-2) ?? "");
    if (source === undefined) return undefined;
    const name = (types.at(-1) ?? "").split(":").at(-1) ?? "";
    const made = [...source.text.matchAll(new RegExp(`\\bnew (?:\\w+\\.)*${name}\\(`, "g"))];
    const [only] = made;
    return lineOf(source, made.length === 1 && only !== undefined ? only.index : source.offset);
  }
}

const lineOf = ({ file, text }: Source, offset: number): SourcePlace => ({
  file,
  line: text.slice(0, offset).split("\n").length,
});

function sourcesBelow(projectFolder: string, folder: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(path.join(projectFolder, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .flatMap((entry) => {
      const inside = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return sourcesBelow(projectFolder, inside);
      return /(?<!\.test|\.fixture)\.ts$/.test(entry.name) ? [inside] : [];
    })
    .sort();
}
