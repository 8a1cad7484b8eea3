/**
 * What of a change judges the change itself: ids of rules whose own files are otherwise, and folders of whatever else rules
 * stand on.
 *
 * @param files paths that differ, with forward slashes
 * @param rules ids of all rules
 */
export function changedRules(files: readonly string[], rules: readonly string[]): readonly string[] {
  const known = new Set(rules);
  const changed = files.flatMap((file) => {
    if (!file.startsWith("policies/") || /(?:\.test\.ts|\.md)$/.test(file)) return [];
    const id = /^policies\/rules\/[^/]+\/([a-z0-9-]+)\.ts$/.exec(file)?.[1];
    return id !== undefined && known.has(id) ? [id] : [file.split("/").slice(0, 2).join("/")];
  });
  return [...new Set(changed)].sort();
}
