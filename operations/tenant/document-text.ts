import { Document, isCollection, isMap, isPair, isScalar, isSeq, parseDocument, Scalar, visit } from "yaml";
import type { Node, Pair, YAMLMap, YAMLSeq } from "yaml";

/**
 * Changes of a YAML text that leave every other line as somebody wrote it: comments, quotes, order and line breaks.
 * Each takes the text and gives the new one.
 */

/** Columns of a line, as the formatter of this repository has it. */
const LINE_WIDTH = 120;

type Fields = Readonly<Record<string, unknown>>;

/** Puts an item at the end of a list at the top of the document, which is made where it is missing.
 * @param above whole comment lines that belong to the item */
export function appendItem(text: string, list: string, fields: Fields, above: readonly string[] = []): string {
  const document = parseDocument(text);
  const sequence = document.get(list, true);
  const last = isSeq(sequence) && !isFlow(sequence) ? sequence.items.at(-1) : undefined;
  if (isSeq(sequence) && last !== undefined) {
    const indent = indentOf(text, startOf(last as Node));
    const at = lineEnd(text, endOf(last as Node));
    return `${text.slice(0, at)}${lineBreakBefore(text, at)}${itemText(fields, indent, above)}${text.slice(at)}`;
  }
  const items = isSeq(sequence) ? (sequence.toJSON() as readonly Fields[]) : [];
  const lines = [...items.map((item) => itemText(item, 2, [])), itemText(fields, 2, above)].join("");
  const pair = pairOf(document.contents, list);
  if (pair === undefined) {
    return `${text}${text.endsWith("\n") ? "" : "\n"}${list}:\n${lines}`;
  }
  const from = endOf(pair.key as Node);
  const to = pair.value === null ? from : endOf(pair.value as Node);
  return `${text.slice(0, from)}:\n${lines.trimEnd()}${text.slice(Math.max(to, text.indexOf(":", from) + 1))}`;
}

/** Takes an item out of a list, with the comment lines directly above it. */
export function removeItem(
  text: string,
  list: string,
  index: number,
): { readonly text: string; readonly above: readonly string[] } {
  const document = parseDocument(text);
  const sequence = sequenceAt(document, list);
  const item = itemAt(sequence, index);
  if (isFlow(sequence)) throw new Error(`"${list}" is written on one line; give each item a line of its own.`);
  const start = lineStart(text, startOf(item));
  const above = commentsAbove(text, start);
  const from = start - above.join("").length;
  const to = lineEnd(text, endOf(item));
  if (sequence.items.length > 1) return { text: text.slice(0, from) + text.slice(to), above };
  const key = pairOf(document.contents, list)?.key as Node;
  return { text: `${text.slice(0, endOf(key))}: []\n${text.slice(to)}`, above };
}

/** Sets fields of an item of a list; what is undefined is taken out. */
export function changeItem(text: string, list: string, index: number, fields: Fields): string {
  return Object.entries(fields).reduce((changed, [key, value]) => {
    const item = itemAt(sequenceAt(parseDocument(changed), list), index);
    return value === undefined ? withoutField(changed, item, key) : withField(changed, item, key, value);
  }, text);
}

/** Sets a plain value at the top of the document. */
export function changeValue(text: string, key: string, value: number): string {
  const pair = pairOf(parseDocument(text).contents, key);
  if (pair === undefined) throw new Error(`The document has no "${key}".`);
  const node = pair.value as Node;
  return `${text.slice(0, startOf(node))}${value}${text.slice(endOf(node))}`;
}

function withField(text: string, item: YAMLMap, key: string, value: unknown): string {
  const written = inline(value);
  const pair = pairOf(item, key);
  if (pair !== undefined) {
    const node = pair.value as Node;
    return shortened(`${text.slice(0, startOf(node))}${written}${text.slice(endOf(node))}`, item);
  }
  const last = item.items.at(-1) as Pair;
  const end = endOf((last.value ?? last.key) as Node);
  // On one line, or broken somewhere but with the last field beside the bracket.
  if (isFlow(item) && lineEnd(text, end) >= endOf(item)) {
    return shortened(`${text.slice(0, end)}, ${key}: ${written}${text.slice(end)}`, item);
  }
  const indent = " ".repeat(indentOf(text, startOf(last.key as Node)));
  if (!isFlow(item)) {
    const at = lineEnd(text, end);
    return `${text.slice(0, at)}${lineBreakBefore(text, at)}${indent}${key}: ${written}\n${text.slice(at)}`;
  }
  const comma = /^\s*,/.exec(text.slice(end))?.[0] ?? "";
  const at = lineEnd(text, end + comma.length);
  return `${text.slice(0, end)},${text.slice(end + comma.length, at)}${indent}${key}: ${written},\n${text.slice(at)}`;
}

function withoutField(text: string, item: YAMLMap, key: string): string {
  const index = item.items.findIndex((pair) => isScalar(pair.key) && pair.key.value === key);
  const pair = item.items[index];
  if (pair === undefined) return text;
  const start = startOf(pair.key as Node);
  const end = endOf((pair.value ?? pair.key) as Node);
  if (!isFlow(item) || !isOneLine(text, item)) {
    return text.slice(0, lineStart(text, start)) + text.slice(lineEnd(text, end));
  }
  const before = item.items[index - 1];
  if (before === undefined) {
    const after = item.items[index + 1];
    return text.slice(0, start) + text.slice(after === undefined ? end : startOf(after.key as Node));
  }
  return text.slice(0, endOf((before.value ?? before.key) as Node)) + text.slice(end);
}

/** Breaks an item that has become too long for its line: a line for each field, as the formatter does. */
function shortened(text: string, { range }: YAMLMap): string {
  const start = range?.[0] ?? 0;
  const line = text.slice(lineStart(text, start), lineEnd(text, start)).trimEnd();
  if (line.length <= LINE_WIDTH) return text;
  const item = findMapAt(text, start);
  if (item === undefined || !isFlow(item) || !isOneLine(text, item)) return text;
  const fields = item.items.map((pair) =>
    text.slice(startOf(pair.key as Node), endOf((pair.value ?? pair.key) as Node)),
  );
  const broken = brokenText(fields, indentOf(text, start));
  return text.slice(0, start) + broken + text.slice(endOf(item));
}

function findMapAt(text: string, start: number): YAMLMap | undefined {
  let found: YAMLMap | undefined;
  visit(parseDocument(text), {
    Map: (_, node) => {
      if (node.range?.[0] === start) found = node;
    },
  });
  return found;
}

function itemText(fields: Fields, indent: number, above: readonly string[]): string {
  const parts = Object.entries(fields).map(([key, value]) => `${key}: ${inline(value)}`);
  const space = " ".repeat(indent);
  const line = `${space}- { ${parts.join(", ")} }`;
  const written = line.length <= LINE_WIDTH ? line : `${space}- ${brokenText(parts, indent)}`;
  return `${above.map((comment) => `${space}${comment.trim()}\n`).join("")}${written}\n`;
}

/** @param indent column of the list's dash */
function brokenText(fields: readonly string[], indent: number): string {
  const space = " ".repeat(indent + 4);
  return `{\n${fields.map((field) => `${space}${field},\n`).join("")}${" ".repeat(indent + 2)}}`;
}

/** A value on one line; texts that begin with a digit (cells, dates) are quoted, whatever YAML thinks of them. */
function inline(value: unknown): string {
  const document = new Document(value);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
    Scalar: (_, node) => {
      if (typeof node.value === "string" && /^\d/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function sequenceAt(document: Document, list: string): YAMLSeq {
  const sequence = document.get(list, true);
  if (!isSeq(sequence)) throw new Error(`The document has no list "${list}".`);
  return sequence;
}

function itemAt(sequence: YAMLSeq, index: number): YAMLMap {
  const item = sequence.items[index];
  if (!isMap(item)) throw new Error(`The list has no item ${index}.`);
  return item;
}

function pairOf(map: unknown, key: string): Pair | undefined {
  return isMap(map) ? map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
}

function isFlow(node: YAMLMap | YAMLSeq): boolean {
  return node.flow === true;
}

function isOneLine(text: string, node: Node): boolean {
  return !text.slice(startOf(node), endOf(node)).includes("\n");
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Where a node's own text ends: without the comment and the empty lines after it. */
function endOf(node: Node): number {
  const last: unknown = isCollection(node) && node.flow !== true ? node.items.at(-1) : undefined;
  const inner = isPair(last) ? (last.value ?? last.key) : last;
  return inner === undefined || inner === null ? (node.range?.[1] ?? 0) : endOf(inner as Node);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the next line begins. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end + 1;
}

function lineBreakBefore(text: string, offset: number): string {
  return text[offset - 1] === "\n" ? "" : "\n";
}

/** Column of the first character of a line that is not a space. */
function indentOf(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return text.slice(start).search(/[^ ]/);
}

/** Comment lines that end where a line starts, without an empty line between. */
function commentsAbove(text: string, start: number): readonly string[] {
  const lines = text.slice(0, start).split(/(?<=\n)/);
  const comments: string[] = [];
  for (let line = lines.pop(); line?.trimStart().startsWith("#") === true; line = lines.pop()) comments.unshift(line);
  // A comment above the first item, at the margin of the document, is about the list.
  return comments.every((line) => line.startsWith(" ")) ? comments : [];
}
