import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import type { SourcePlace } from "./component-places";
import type { WaiverInForce } from "./verdict";

/** Finds waivers in their document. */
export class WaiverPlaces {
  private readonly lines = new LineCounter();
  private readonly waivers: unknown;

  constructor(
    text: string,
    private readonly file: string,
  ) {
    this.waivers = parseDocument(text, { lineCounter: this.lines, prettyErrors: false }).get("waivers");
  }

  /** The line at which a waiver begins; nothing where the document has none like it. */
  of({ rule, stack, resource, expires }: Omit<WaiverInForce, "reason" | "owner">): SourcePlace | undefined {
    if (!isSeq(this.waivers)) return undefined;
    const item = this.waivers.items.find(
      (one) =>
        isMap(one) &&
        one.get("rule") === rule &&
        one.get("stack") === stack &&
        one.get("resource") === resource &&
        one.get("expires") === expires,
    );
    if (!isMap(item) || !item.range) return undefined;
    return { file: this.file, line: this.lines.linePos(item.range[0]).line };
  }
}
