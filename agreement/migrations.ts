import type { Finding } from "./yaml-document";

/** Turns a document of one version into the next one. */
export type Migration = (document: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** Migrations of one kind of document, keyed by the version they read. */
export type Migrations = ReadonlyMap<number, Migration>;

/** A document brought to the current version, or why that cannot be done. */
export type Migrated = { readonly document: unknown } | { readonly finding: Finding };

/** Brings a document to the current version, one version at a time. What is not an object, or has no whole number as
 * its `schemaVersion`, is left to the schema to refuse. */
export function migrate(document: unknown, current: number, migrations: Migrations): Migrated {
  if (typeof document !== "object" || document === null || !("schemaVersion" in document)) {
    return { document };
  }
  let at: Readonly<Record<string, unknown>> = { ...document };
  for (;;) {
    const version = at["schemaVersion"];
    if (typeof version !== "number" || !Number.isInteger(version) || version === current) {
      return { document: at };
    }
    const step = migrations.get(version);
    if (step === undefined) {
      return { finding: unknownVersion(version, current, migrations) };
    }
    at = { ...step(at), schemaVersion: version + 1 };
  }
}

function unknownVersion(version: number, current: number, migrations: Migrations): Finding {
  const readable = [...migrations.keys(), current].sort((one, other) => one - other);
  return {
    path: ["schemaVersion"],
    allowed: `schema version ${readable.join(", ")}`,
    fixes: [
      version > current
        ? "Use the release of deltawerk that wrote this document, or a newer one."
        : `Write the document anew as version ${current}.`,
    ],
  };
}
