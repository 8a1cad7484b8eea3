/** Gives the file of the linter, building it where the cache lacks it (less than a minute). */
export function buildActionlint(): Promise<string>;
