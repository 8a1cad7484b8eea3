type Part = Readonly<Record<string, unknown>>;

/** The list of objects that a program is told as JSON, in a variable; nothing where the text is none. */
export function jsonList(text: unknown): readonly Part[] | undefined {
  try {
    const list: unknown = JSON.parse(String(text));
    return Array.isArray(list) && list.every((one) => typeof one === "object" && one !== null)
      ? (list as readonly Part[])
      : undefined;
  } catch {
    return undefined;
  }
}
