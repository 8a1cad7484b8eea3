const name = /\{([^}]+)\}/g;

/** The names in braces of an id template, without the subscription, which the provider's configuration gives. */
export function templateNames(template: string): readonly string[] {
  return [...template.matchAll(name)].flatMap(([, found]) =>
    found === undefined || found === "subscriptionId" ? [] : [found],
  );
}

/** The id that a template gives with these names. Throws where one is missing. */
export function idFromTemplate(template: string, values: Readonly<Record<string, string>>): string {
  const id = template.replaceAll(name, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`the id ${template} needs '${key}'`);
    return value;
  });
  // A scope can itself begin and end with a slash.
  return id.replaceAll(/\/{2,}/g, "/").replace(/\/$/, "");
}

/** The names with which a template gives an id, or undefined where it cannot. */
export function namesFromId(template: string, id: string): Readonly<Record<string, string>> | undefined {
  const names = [...template.matchAll(name)].map(([, found]) => found ?? "");
  const pattern = template
    .split(name)
    .map((part, index) => (index % 2 === 0 ? escape(part) : isScope(template, part) ? "(.+)" : "([^/]+)"))
    .join("");
  const match = new RegExp(`^${pattern}$`, "i").exec(id);
  if (match === null) return undefined;
  return Object.fromEntries(names.map((key, index) => [key, match[index + 1] ?? ""]));
}

/** A name at the beginning stands for a whole id, such as that of a diagnosed resource. */
function isScope(template: string, key: string): boolean {
  return template.startsWith(`/{${key}}/`);
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
