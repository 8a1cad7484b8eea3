/** Sorted numbers of cells for people: `01 to 09`, or all of them where some are missing between. */
export function numbersText(numbers: readonly string[]): string {
  const [first = "", last = ""] = [numbers[0], numbers.at(-1)];
  const isRow = numbers.length > 2 && Number(last) - Number(first) === numbers.length - 1;
  return isRow ? `${first} to ${last}` : numbers.join(", ");
}
