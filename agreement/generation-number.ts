/** The highest of some generations of two digits. */
export function highestGeneration(used: readonly string[]): string {
  return used.reduce((one, other) => (other > one ? other : one));
}

/**
 * The generation that comes after some: above every number that was ever used, because Azure still knows the names.
 *
 * @param used two digits each, one at least
 */
export function generationAfter(used: readonly string[]): string {
  return String(Number(highestGeneration(used)) + 1).padStart(2, "0");
}
