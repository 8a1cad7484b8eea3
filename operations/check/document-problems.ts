import type { DocumentSource } from "../../agreement/load-platform";
import type { Problem } from "../../agreement/problem";
import type { Environment } from "../../azure/names/codes";
import { readPlan } from "../../infra/plan/read-plan";
import { ruleIds } from "../../policies/rules/rule-ids";
import { parseWaivers } from "../../policies/waivers/parse-waivers";
import { waiversFileOf } from "../../policies/yardstick/policy-documents";

/** Everything that is wrong with the documents of a platform in an environment, its waivers included; empty where they can be used. */
export function documentProblems(
  documents: DocumentSource,
  platform: string,
  environment: Environment,
): readonly Problem[] {
  const plan = readPlan(documents, platform, environment);
  const file = waiversFileOf(platform);
  const text = documents.read(file);
  const waivers = text === undefined ? undefined : parseWaivers(text, file, { platform, rules: ruleIds });
  return [plan, waivers].flatMap((parsed) => (parsed === undefined || parsed.ok ? [] : parsed.problems));
}
