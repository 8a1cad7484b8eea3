import { loadPlatform, type DocumentSource } from "../agreement/load-platform";
import type { Parsed } from "../agreement/problem";
import { cloudFacts } from "../infra/plan/cloud-facts";
import { parseEnvironment } from "../infra/plan/parse-environment";
import { readPlan } from "../infra/plan/read-plan";
import type { Subject } from "./scenario";

/** The platform that is exercised, from its documents, or everything that is wrong with them. */
export function readSubject(source: DocumentSource, platform: string, environment: string): Parsed<Subject> {
  const plan = readPlan(source, platform, environment);
  if (!plan.ok) return plan;
  const loaded = loadPlatform(platform, source, cloudFacts);
  const file = `stacks/environments/${platform}.${environment}.yaml`;
  const place = parseEnvironment(source.read(file) ?? "", file);
  if (!loaded.ok) return loaded;
  if (!place.ok) return place;
  const { documentsGiB } = place.value.sizes;
  return { ok: true, value: { agreement: loaded.value.agreement, plan: plan.value, documentsGiB } };
}
