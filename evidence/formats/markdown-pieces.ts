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
