import { closestName } from "../../agreement/closest-name";
import { parseDocument } from "../../agreement/parse-document";
import type { Parsed } from "../../agreement/problem";
import { waiversSchema, waiversVersion, type Waivers } from "./waiver";

const waiversKind = { schema: waiversSchema, version: waiversVersion, migrations: new Map() };

/**
 * Parses the waivers of a platform.
 *
 * @param file name of the document, for the messages
 * @param expected the platform and the rules that there are
 */
export function parseWaivers(
  text: string,
  file: string,
  expected: { readonly platform: string; readonly rules: readonly string[] },
): Parsed<Waivers> {
  return parseDocument(text, file, waiversKind, ({ platform, waivers }) => [
    ...(platform === undefined || platform === expected.platform
      ? []
      : [{ path: ["platform"], allowed: `"${expected.platform}"`, fixes: ["Move the waivers to their platform."] }]),
    ...(waivers ?? []).flatMap(({ rule }, index) => {
      if (expected.rules.includes(rule)) return [];
      const meant = closestName(rule, expected.rules);
      return [
        {
          path: ["waivers", index, "rule"],
          allowed: "the id of a rule, see docs/rules",
          fixes: [meant === undefined ? "Remove the waiver." : `Did you mean "${meant}"?`],
        },
      ];
    }),
  ]);
}
