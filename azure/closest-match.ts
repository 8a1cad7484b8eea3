function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The candidate with the fewest edits from `given`, if it is at most a third of its length away; ties go to the first. */
export function closestMatch(given: string, candidates: readonly string[]): string | undefined {
  const wanted = given.toLowerCase();
  let best: { readonly candidate: string; readonly distance: number } | undefined;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= candidate.length / 3 && (best === undefined || distance < best.distance)) {
      best = { candidate, distance };
    }
  }
  return best?.candidate;
}

/** `Did you mean "x"? ` and the list of what is allowed, for the end of an error message. */
export function allowedValues(given: string, candidates: readonly string[]): string {
  const match = closestMatch(given, candidates);
  const hint = match === undefined ? "" : `Did you mean "${match}"? `;
  return `${hint}Allowed: ${candidates.join(", ")}.`;
}
