/** The line above the engine's display of a stack. */
export function stackHeading(stack: string, number: number, of: number): string {
  const text = `── ${stack} (${number} of ${of}) `;
  return `\n${text}${"─".repeat(Math.max(0, 80 - text.length))}`;
}
