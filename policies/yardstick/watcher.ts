import { parse, YAMLParseError } from "yaml";
import { z } from "zod";
import type { DocumentSource } from "../../agreement/load-platform";

/** All that a policy reads of an environment's document; the rest of it is the program's. */
const environmentSchema = z.looseObject({ watcher: z.string().min(1).exactOptional() });

/**
 * The host that watches the monitoring of a platform from elsewhere, as the environment's document names it. Without one
 * that can be read nobody knows it: what depends on it is undetermined then, and the program itself refuses the document.
 */
export function watcherOf(source: DocumentSource, platform: string, environment: string): string | undefined {
  const text = source.read(`stacks/environments/${platform}.${environment}.yaml`);
  if (text === undefined) return undefined;
  try {
    const parsed = environmentSchema.safeParse(parse(text));
    return parsed.success ? parsed.data.watcher : undefined;
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}
