import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { Document, Node } from "yaml";
import { givenText, pathText } from "./problem";
import type { Path, Problem } from "./problem";

/** What is wrong at a path, before it is known where that stands in the file. */
export interface Finding {
  readonly path: Path;
  /** Whether the key itself is wrong, whatever its value. */
  readonly atKey?: boolean;
  readonly allowed: string;
  readonly fixes: readonly string[];
  /** @default what stands at the path */
  readonly given?: string;
  /** @default the source of the clause around the path */
  readonly breaks?: readonly string[];
}

/** A YAML text as plain values that still knows where each of them stands. */
export interface YamlDocument {
  readonly value: unknown;
  /** Problems of the YAML itself: broken syntax, a key given twice. */
  readonly problems: readonly Problem[];
  /** Gives a finding its position, what stands there and the promises of the clause around it. */
  problemAt(finding: Finding): Problem;
}

/** Reads one YAML 1.2 document.
 * @param file name for the messages */
export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map((error): Problem => {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      file,
      line,
      column: col,
      path: "",
      given: givenText(text.split("\n")[line - 1]?.trim() ?? ""),
      allowed: `valid YAML: ${error.message.toLowerCase()}`,
      fixes: ["Mend the YAML on this line, or the indentation just before it."],
      breaks: [],
    };
  });
  const value: unknown = syntax.length === 0 ? document.toJS() : undefined;
  return {
    value,
    problems: syntax,
    problemAt: (finding) => {
      const { line, col } = lines.linePos(offsetOf(document, finding));
      return {
        file,
        line,
        column: col,
        path: pathText(finding.path),
        given: finding.given ?? givenText(valueAt(value, finding.path)),
        allowed: finding.allowed,
        fixes: finding.fixes,
        breaks: finding.breaks ?? promisesAround(value, finding.path),
      };
    },
  };
}

/** The value at a path, or undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null) {
      return undefined;
    }
    return (value as Readonly<Record<string | number, unknown>>)[step];
  }, root);
}

/** The promises of the innermost clause around a path that names any; of the term alone where it has its own. */
function promisesAround(root: unknown, path: Path): readonly string[] {
  for (let length = path.length; length >= 0; length -= 1) {
    const clause = path.slice(0, length);
    const term = path[length];
    const own = term === undefined ? undefined : valueAt(root, [...clause, "termSource", term]);
    const source = own ?? valueAt(root, [...clause, "source"]);
    if (source === "ours") {
      return [];
    }
    if (Array.isArray(source)) {
      return source.filter((id): id is string => typeof id === "string");
    }
  }
  return [];
}

/** Offset of the value at the path; of its key where it has one that says more; of the nearest parent where it is missing. */
function offsetOf(document: Document, { path, atKey = false }: Finding): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const known = path.slice(0, length);
    const node: unknown = document.getIn(known, true);
    const key = keyNode(document, known);
    // Something is missing inside: the key of the parent says where better than its first child does.
    const place = atKey || length < path.length || !isScalar(node) ? (key ?? node) : node;
    if (isNode(place) && place.range) {
      return place.range[0];
    }
  }
  return 0;
}

function keyNode(document: Document, path: Path): Node | undefined {
  const last = path.at(-1);
  const parent: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (last === undefined || !isMap(parent)) {
    return undefined;
  }
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === last);
  return isNode(pair?.key) ? pair.key : undefined;
}
