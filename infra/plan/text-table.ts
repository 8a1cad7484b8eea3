const gap = 2;
const leastColumn = 8;

/** Rows as a table whose lines are at most `width` columns long; cells that do not fit are wrapped at words. */
export function textTable(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const widths = columnWidths([headers, ...rows], width);
  const rule = widths.map((column) => "-".repeat(column)).join(" ".repeat(gap));
  return [...tableRow(headers, widths), rule, ...rows.flatMap((row) => tableRow(row, widths))];
}

/** Takes from the widest column until all fit. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const room = width - gap * (count - 1);
  const sum = (): number => widths.reduce((total, column) => total + column, 0);
  while (sum() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= leastColumn) {
      break;
    }
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function tableRow(row: readonly string[], widths: readonly number[]): readonly string[] {
  const cells = widths.map((column, index) => wrapWords(row[index] ?? "", column));
  const height = Math.max(...cells.map((cell) => cell.length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, index) => (cell[line] ?? "").padEnd(widths[index] ?? 0))
      .join(" ".repeat(gap))
      .trimEnd(),
  );
}

/** A text in lines of at most `width` columns, broken at words; a longer word is cut. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => pieces(whole, width))) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const count = Math.max(1, Math.ceil(word.length / width));
  return Array.from({ length: count }, (_, index) => word.slice(index * width, (index + 1) * width));
}
