import { documentsIn } from "./load-platform";
import { parseAgreement } from "./parse-agreement";
import { formatProblems } from "./problem";
import { testFacts } from "./test-facts";

const source = documentsIn(".");

/** An agreement of this project with texts replaced, and what the parser says of it, positions left out. */
export function judged(platform: string, ...replacements: readonly (readonly [string, string])[]): string {
  const original = source.read(`stacks/agreements/${platform}.yaml`) ?? "";
  const text = replacements.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) {
      throw new Error(`the agreement of ${platform} has no "${from}"`);
    }
    return changed.replace(from, to);
  }, original);
  const parsed = parseAgreement(text, `${platform}.yaml`, testFacts);
  return parsed.ok
    ? "accepted"
    : formatProblems(parsed.problems)
        .replace(/\n\n\d+ problems?; nothing was changed$/, "")
        .replace(/^\w+\.yaml:\d+:\d+ ?/gm, "");
}

/** A change of an agreement and every line that the parser answers, positions left out. */
export interface Case {
  readonly about: string;
  readonly platform: string;
  readonly change: readonly [string, string];
  readonly says: readonly string[];
}
