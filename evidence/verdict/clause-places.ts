import type { DocumentSource } from "../../agreement/load-platform";
import { IDENTITIES } from "./agreed-clauses";
import { isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";

/** Where a clause stands in its document. Lines and columns begin at 1. */
export interface ClausePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** The places in a platform's agreement. */
export function placesIn(documents: DocumentSource, platform: string): ClausePlaces {
  const file = `stacks/agreements/${platform}.yaml`;
  return new ClausePlaces(documents.read(file) ?? "", file);
}

/** Finds clauses of an agreement by their names: `backup.independentCopies[nightly].every`. */
export class ClausePlaces {
  private readonly lines = new LineCounter();
  private readonly root: unknown;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.root = parseDocument(text, { lineCounter: this.lines, prettyErrors: false }).contents;
  }

  /** The place of a clause, or nothing where the document has none of the name. */
  of(clause: string): ClausePlace | undefined {
    let node: unknown = this.root;
    let key: unknown;
    for (const step of clause.split(/[.[\]]+/).filter((text) => text !== "")) {
      const found = inside(node, step);
      if (found === undefined) return undefined;
      ({ node, key } = found);
    }
    const start = rangeOf(key) ?? rangeOf(node);
    const end = rangeOf(node) ?? start;
    if (start === undefined || end === undefined) return undefined;
    const { line, col } = this.lines.linePos(start[0]);
    return { file: this.file, line, column: col, endLine: this.lines.linePos(Math.max(start[0], end[1] - 1)).line };
  }
}

function inside(node: unknown, step: string): { readonly node: unknown; readonly key: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === step);
    return pair === undefined ? undefined : { node: pair.value, key: pair.key };
  }
  if (!isSeq(node)) return undefined;
  const element = node.items.find((item) => isMap(item) && IDENTITIES.some((key) => item.get(key) === step));
  return element === undefined ? undefined : { node: element, key: element };
}

function rangeOf(value: unknown): NonNullable<Node["range"]> | undefined {
  return isNode(value) ? (value.range ?? undefined) : undefined;
}
