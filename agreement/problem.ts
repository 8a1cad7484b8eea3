/** Where something stands in a document: keys and indexes from the root. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a document, complete enough to mend it without reading code. */
export interface Problem {
  /** The document, as the caller named it. */
  readonly file: string;
  /** Line and column, from 1. */
  readonly line: number;
  readonly column: number;
  /** The place in words of the document, such as `backup.independentCopies[0].every`; empty for the document itself. */
  readonly path: string;
  /** What stands there, shortened. */
  readonly given: string;
  /** What may stand there, or which other clause it contradicts. */
  readonly allowed: string;
  /** Ways to mend it, best first. */
  readonly fixes: readonly string[];
  /** Promises that cannot be kept like this; empty where the clause comes from no promise. */
  readonly breaks: readonly string[];
}

/** A document as a typed value, or everything that is wrong with it. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** A path in the words of the document: `availability[0].target`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") {
      return `${text}[${step}]`;
    }
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

const longestGiven = 60;

/** A value as a reader of the document knows it, on one line. */
export function givenText(value: unknown): string {
  if (value === undefined) {
    return "nothing";
  }
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value);
  return text.length > longestGiven ? `${text.slice(0, longestGiven - 1)}…` : text;
}

const labelWidth = 9;
const indent = "  ";

/** All problems as text for a terminal: one block each, in the order of the document, then a line with their number.
 * @param width columns of the terminal; @default 100 */
export function formatProblems(problems: readonly Problem[], width = 100): string {
  const sorted = [...problems].sort(
    (one, other) => one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column,
  );
  const count =
    problems.length === 1 ? "1 problem; nothing was changed" : `${problems.length} problems; nothing was changed`;
  return [...sorted.map((problem) => formatProblem(problem, width)), count].join("\n\n");
}

function formatProblem(problem: Problem, width: number): string {
  const head = `${problem.file}:${problem.line}:${problem.column} ${problem.path}`.trimEnd();
  const rows: readonly (readonly [string, string])[] = [
    ["given", problem.given],
    ["allowed", problem.allowed],
    ...(problem.breaks.length > 0 ? [["breaks", problem.breaks.join(", ")] as const] : []),
    ...problem.fixes.map((fix, index) => [index === 0 ? "fix" : "or", fix] as const),
  ];
  return [head, ...rows.flatMap(([label, text]) => wrapRow(label, text, width))].join("\n");
}

function wrapRow(label: string, text: string, width: number): readonly string[] {
  const room = width - indent.length - labelWidth;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((part, index) => `${indent}${(index === 0 ? label : "").padEnd(labelWidth)}${part}`);
}
