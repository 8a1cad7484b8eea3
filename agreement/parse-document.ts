import { z } from "zod";
import type { JsonSchema } from "./json-schema-path";
import { migrate } from "./migrations";
import type { Migrations } from "./migrations";
import type { Parsed, Problem } from "./problem";
import { schemaFindings } from "./schema-findings";
import { readYaml } from "./yaml-document";
import type { Finding } from "./yaml-document";

/** A kind of document: its schema, its version and how older versions become this one. */
export interface DocumentKind<Shape extends z.core.$ZodLooseShape> {
  readonly schema: z.ZodObject<Shape, z.core.$strict>;
  readonly version: number;
  readonly migrations: Migrations;
}

type Parts<Shape extends z.core.$ZodLooseShape> = Partial<z.output<z.ZodObject<Shape, z.core.$strict>>>;

/** Parses a YAML text of the given kind.
 *
 * Its parts are judged one by one, so that `contradictions`, which gets those that are valid, finds what it can while
 * others are wrong: all problems come at once. */
export function parseDocument<Shape extends z.core.$ZodLooseShape>(
  text: string,
  file: string,
  kind: DocumentKind<Shape>,
  contradictions: (valid: Parts<Shape>) => readonly Finding[],
): Parsed<z.output<z.ZodObject<Shape, z.core.$strict>>> {
  const yaml = readYaml(text, file);
  if (yaml.problems.length > 0) {
    return { ok: false, problems: yaml.problems };
  }
  const migrated = migrate(yaml.value, kind.version, kind.migrations);
  if ("finding" in migrated) {
    return { ok: false, problems: [yaml.problemAt(migrated.finding)] };
  }
  const result = kind.schema.safeParse(migrated.document);
  const schemaProblems = result.success
    ? []
    : schemaFindings(result.error.issues, migrated.document, jsonSchemaOf(kind.schema));
  const found = contradictions(result.success ? result.data : validParts(kind, migrated.document));
  const problems: readonly Problem[] = [...schemaProblems, ...found].map((finding) => yaml.problemAt(finding));
  return result.success && problems.length === 0 ? { ok: true, value: result.data } : { ok: false, problems };
}

function validParts<Shape extends z.core.$ZodLooseShape>(kind: DocumentKind<Shape>, document: unknown): Parts<Shape> {
  const given =
    typeof document === "object" && document !== null ? (document as Readonly<Record<string, unknown>>) : {};
  const valid: Record<string, unknown> = {};
  const parts: Readonly<Record<string, z.ZodType>> = kind.schema.shape;
  for (const [key, part] of Object.entries(parts)) {
    const result = part.safeParse(given[key]);
    if (result.success) {
      valid[key] = result.data;
    }
  }
  return valid as Parts<Shape>;
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
}
