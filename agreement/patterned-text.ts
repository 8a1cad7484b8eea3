import { z } from "zod";

/** A text of a given pattern. What is allowed is told whatever stands there instead, or when nothing does. */
export function patternedText(pattern: RegExp, allowed: string) {
  return z.string({ error: allowed }).regex(pattern, { error: allowed });
}
