/** How many lines of one kind are shown before they are folded or counted. */
export const SHOWN = 8;

export const code = (text: string): string => `\`${text}\``;

export const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

/** A titled list; nothing where it is empty, folded below its first lines where it is long. */
export function listed(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  if (lines.length <= SHOWN) return [`**${title}**\n${bullets(lines)}`];
  const rest = lines.slice(3);
  return [`**${title} (${lines.length})**\n${bullets(lines.slice(0, 3))}`, ...folded(`${rest.length} more`, rest)];
}

/** Lines that are seen once they are unfolded. */
export function folded(title: string, lines: readonly string[]): readonly string[] {
  return [`<details><summary>${title}</summary>\n\n${bullets(lines)}\n\n</details>`];
}

/**
 * Characters that a comment may have. Source: GitHub answers "body is too long (maximum is 65536 characters)" (GraphQL and
 * REST API, 2026); some are left for what a pipeline adds.
 */
export const LONGEST_COMMENT = 65_000;

const FOLDED = /(<details><summary>[^\n]*<\/summary>\n\n)((?:- [^\n]*\n(?: {2}[^\n]*\n)*)+)/g;

/** A text that fits a comment: where it would not, lists that are folded show fewer lines and say how many more there are. */
export function fitted(text: string, longest = LONGEST_COMMENT): string {
  let fitting = text;
  for (const shown of [200, 50, 10, 0]) {
    if (fitting.length <= longest) return fitting;
    fitting = text.replace(FOLDED, (whole, head: string, list: string) => {
      const items = list.split(/\n(?=- )/);
      if (items.length <= shown) return whole;
      const more = `- … and ${items.length - shown} more, which check.json has`;
      return `${head}${[...items.slice(0, shown).map((item) => item.trimEnd()), more].join("\n")}\n`;
    });
  }
  return fitting;
}
