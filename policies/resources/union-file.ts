import { z } from "zod";
import type { RegisteredResource } from "./registered-resource";

/** The version of the file; a pack refuses any other. */
const unionVersion = 1;

const properties = z.record(z.string(), z.unknown());
const unionSchema = z.strictObject({
  schemaVersion: z.literal(unionVersion),
  /** `superoffice-production`: platform and environment. */
  of: z.string().min(1),
  stacks: z.array(z.string().min(1)).min(1),
  resources: z.array(
    z.strictObject({
      urn: z.string().startsWith("urn:pulumi:"),
      type: z.string(),
      name: z.string(),
      stack: z.string(),
      inputs: properties,
      outputs: properties,
      id: z.string().exactOptional(),
      parent: z.string().exactOptional(),
      provider: z.string().exactOptional(),
      dependencies: z.array(z.string()),
      propertyDependencies: z.record(z.string(), z.array(z.string())),
      protect: z.boolean(),
    }),
  ),
});

/** The registered resources of all stacks of a platform in one environment. */
export interface Union {
  /** `superoffice-production` */
  readonly of: string;
  readonly stacks: readonly string[];
  readonly resources: readonly RegisteredResource[];
}

/** The text of the file in which `deltawerk` hands a union to policy packs. */
export function unionText(union: Union): string {
  return `${JSON.stringify({ schemaVersion: unionVersion, ...union })}\n`;
}

/** Reads a union file's text, or says in one sentence why it cannot be used. */
export function parseUnion(text: string): Union | { readonly unusable: string } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return { unusable: "it is not JSON" };
  }
  const parsed = unionSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return { unusable: `${issue?.path.map(String).join(".") || "the document"}: ${issue?.message ?? "not a union"}` };
}
