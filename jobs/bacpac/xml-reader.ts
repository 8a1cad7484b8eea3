/** What is found while reading. Names keep their prefixes; attribute values and texts are unescaped. */
export interface XmlHandler {
  open?(name: string, attributes: ReadonlyMap<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** The text is not well-formed XML. */
export class XmlError extends Error {
  override readonly name = "XmlError";
}

const NAME = "[A-Za-z_:][\\w:.\\-]*";
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*("[^"<]*"|'[^'<]*')`, "y");
const OPEN_TAG = new RegExp(`^<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>$`);
const CLOSE_TAG = new RegExp(`^</(${NAME})\\s*>$`);
const REFERENCE = /&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g;
const PREDEFINED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function unescapeText(text: string): string {
  if (!text.includes("&")) return text;
  if (text.replaceAll(REFERENCE, "").includes("&")) throw new XmlError("A reference is not one that XML defines.");
  return text.replaceAll(
    REFERENCE,
    (_, hex: string | undefined, decimal: string | undefined, name: string | undefined) =>
      name === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16))
        : (PREDEFINED[name] ?? ""),
  );
}

/** The end of a tag: the first `>` outside of quotes, or -1 where it has not come yet. */
function tagEnd(text: string): number {
  let quote = "";
  for (let at = 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === ">") return at;
  }
  return -1;
}

/** Constructs whose end is a fixed text. */
const BOUNDED = [
  { start: "<!--", end: "-->", isText: false },
  { start: "<![CDATA[", end: "]]>", isText: true },
  { start: "<?", end: "?>", isText: false },
] as const;

/**
 * Reads XML piece by piece, as much as DacFx writes: UTF-8, elements, attributes, texts, CDATA; no document types, which
 * only an attacker would put there. Namespaces are not resolved.
 */
class XmlReader {
  readonly #open: string[] = [];
  #rest = "";
  #hasRoot = false;

  constructor(private readonly handler: XmlHandler) {}

  push(text: string): void {
    this.#rest += text;
    while (this.step());
  }

  end(): void {
    if (this.#rest.trim() !== "") throw new XmlError("It ends in the middle of a tag or text.");
    const [unclosed] = this.#open.slice(-1);
    if (unclosed !== undefined) throw new XmlError(`It ends before <${unclosed}> is closed.`);
    if (!this.#hasRoot) throw new XmlError("It is empty.");
  }

  /** Takes one token off the rest; says whether there was a whole one. */
  private step(): boolean {
    const start = this.#rest.indexOf("<");
    if (start === -1) return false;
    if (start > 0) {
      this.text(unescapeText(this.#rest.slice(0, start)));
      this.#rest = this.#rest.slice(start);
    }
    const bounded = BOUNDED.find((construct) => this.#rest.startsWith(construct.start));
    if (bounded !== undefined) {
      const end = this.#rest.indexOf(bounded.end, bounded.start.length);
      if (end === -1) return false;
      if (bounded.isText) this.text(this.#rest.slice(bounded.start.length, end));
      this.#rest = this.#rest.slice(end + bounded.end.length);
      return true;
    }
    // What begins like a construct but is cut off within its first characters has to wait.
    if (BOUNDED.some((construct) => construct.start.startsWith(this.#rest))) return false;
    if (this.#rest.startsWith("<!")) throw new XmlError("It has a document type, which is not allowed here.");
    const end = tagEnd(this.#rest);
    if (end === -1) return false;
    this.tag(this.#rest.slice(0, end + 1));
    this.#rest = this.#rest.slice(end + 1);
    return true;
  }

  private text(text: string): void {
    if (this.#open.length > 0) this.handler.text?.(text);
    else if (text.replace("\uFEFF", "").trim() !== "") throw new XmlError("There is text outside of the root element.");
  }

  private tag(tag: string): void {
    const closed = CLOSE_TAG.exec(tag)?.[1];
    if (closed !== undefined) {
      const expected = this.#open.pop();
      if (expected !== closed) throw new XmlError(`</${closed}> closes <${expected ?? "nothing"}>.`);
      this.handler.close?.(closed);
      return;
    }
    const [, name, attributes = "", empty] = OPEN_TAG.exec(tag) ?? [];
    if (name === undefined) throw new XmlError(`${tag.slice(0, 60)} is not a tag.`);
    if (this.#open.length === 0 && this.#hasRoot) throw new XmlError(`<${name}> is a second root element.`);
    this.#hasRoot = true;
    this.handler.open?.(name, attributesOf(name, attributes));
    if (empty === "/") this.handler.close?.(name);
    else this.#open.push(name);
  }
}

function attributesOf(element: string, text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
    const [, name = "", quoted = ""] = found;
    if (attributes.has(name)) throw new XmlError(`<${element}> has ${name} twice.`);
    attributes.set(name, unescapeText(quoted.slice(1, -1)));
  }
  return attributes;
}

/** Reads a document to its end. @throws XmlError where it is not well-formed or not UTF-8. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const reader = new XmlReader(handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw new XmlError("It is not UTF-8.");
    }
  };
  for await (const piece of pieces) reader.push(decode(piece));
  reader.push(decode());
  reader.end();
}
