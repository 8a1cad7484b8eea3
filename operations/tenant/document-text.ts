import { Document, isCollection, isMap, isPair, isScalar, isSeq, parseDocument, Scalar, visit, YAMLSeq } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";

/**
 * Changes of a YAML text that leave every other line as somebody wrote it: comments, quotes, order and line breaks.
 * Each takes the text and gives the new one.
 */

/** Columns of a line, as the formatter of this repository has it. */
const LINE_WIDTH = 120;

type Fields = Readonly<Record<string, unknown>>;
type Collection = YAMLMap | YAMLSeq;

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
    return fitted(`${text.slice(0, startOf(node))}${written}${text.slice(endOf(node))}`, startOf(item));
  }
  const last = item.items.at(-1) as Pair;
  const end = endOf((last.value ?? last.key) as Node);
  // On one line, or broken somewhere but with the last field beside the bracket.
  if (isFlow(item) && lineEnd(text, end) >= endOf(item)) {
    return fitted(`${text.slice(0, end)}, ${key}: ${written}${text.slice(end)}`, startOf(item));
  }
  const indent = " ".repeat(indentOf(text, startOf(last.key as Node)));
  if (!isFlow(item)) {
    const at = lineEnd(text, end);
    const added = `${lineBreakBefore(text, at)}${indent}${key}: ${written}\n`;
    return fitted(text.slice(0, at) + added + text.slice(at), startOf(item));
  }
  const comma = /^\s*,/.exec(text.slice(end))?.[0] ?? "";
  const at = lineEnd(text, end + comma.length);
  const added = `,${text.slice(end + comma.length, at)}${indent}${key}: ${written},\n`;
  return fitted(text.slice(0, end) + added + text.slice(at), startOf(item));
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

/** Breaks what is too long for its line in an item: a line for each part, as the formatter does, the outer parts first. */
function fitted(text: string, start: number): string {
  const line = longLine(text, start);
  const part = line === undefined ? undefined : outermostOn(text, line);
  return part === undefined ? text : fitted(broken(text, part), start);
}

/** Where the first line of the item at an offset begins that is too long. */
function longLine(text: string, start: number): number | undefined {
  const item = collectionsIn(text).find((node) => startOf(node) === start);
  for (let at = lineStart(text, start); item !== undefined && at < endOf(item); at = lineEnd(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trimEnd().length > LINE_WIDTH) return at;
  }
  return undefined;
}

function outermostOn(text: string, line: number): Collection | undefined {
  return collectionsIn(text).find(
    (node) => isFlow(node) && startOf(node) >= line && startOf(node) < lineEnd(text, line) && isOneLine(text, node),
  );
}

/** Every list and map that has something in it, the outer ones before what is in them. */
function collectionsIn(text: string): readonly Collection[] {
  const found: Collection[] = [];
  visit(parseDocument(text), {
    Collection: (_, node) => {
      if ((isMap(node) || isSeq(node)) && node.items.length > 0) found.push(node);
    },
  });
  return found;
}

function broken(text: string, node: Collection): string {
  const line = text.slice(lineStart(text, startOf(node)), startOf(node));
  // What stands behind a list's dash is indented by it.
  const indent = indentOf(text, startOf(node)) + (line.trimStart() === "- " ? 2 : 0);
  const parts = node.items.map((part) => {
    const [from, to] = isPair(part) ? [part.key, part.value ?? part.key] : [part, part];
    return `${" ".repeat(indent + 2)}${text.slice(startOf(from as Node), endOf(to as Node))},\n`;
  });
  const [open, close] = isMap(node) ? ["{", "}"] : ["[", "]"];
  return `${text.slice(0, startOf(node))}${open}\n${parts.join("")}${" ".repeat(indent)}${close}${text.slice(endOf(node))}`;
}

function itemText(fields: Fields, indent: number, above: readonly string[]): string {
  const space = " ".repeat(indent);
  const line = `${space}- ${inline(fields)}\n`;
  return `${above.map((comment) => `${space}${comment.trim()}\n`).join("")}${fitted(line, indent + 2)}`;
}

/** A value on one line; texts that begin with a digit (cells, dates) are quoted, whatever YAML thinks of them. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, part]) => `${key}: ${inline(part)}`)
      .join(", ")} }`;
  }
  const scalar = new Scalar(value);
  if (typeof value === "string" && /^\d/.test(value)) scalar.type = Scalar.QUOTE_DOUBLE;
  // Within brackets more has to be quoted than by itself.
  const list = new YAMLSeq();
  list.flow = true;
  list.add(scalar);
  return new Document(list).toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().slice(1, -1);
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

function isFlow(node: Collection): boolean {
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
