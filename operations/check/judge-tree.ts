import { loadPlatform, type DocumentSource } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import { placesIn } from "../../evidence/verdict/clause-places";
import { ComponentPlaces } from "../../evidence/verdict/component-places";
import { judgeDeployment } from "../../evidence/verdict/judge-deployment";
import type { Verdict } from "../../evidence/verdict/verdict";
import { WaiverPlaces } from "../../evidence/verdict/waiver-places";
import type { Environment } from "../../azure/names/codes";
import { cloudFacts } from "../../infra/plan/cloud-facts";
import { readPlan } from "../../infra/plan/read-plan";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ruleIds } from "../../policies/rules/rule-ids";
import { waiversFileOf } from "../../policies/yardstick/policy-documents";
import { currentDate, yardstickOf } from "../../policies/yardstick/yardstick";
import { CommandFailure } from "../command-failure";
import { exitStatus } from "../exit-status";

/** What is judged, and by which documents. */
export interface Judged {
  readonly projectFolder: string;
  readonly documents: DocumentSource;
  readonly platform: string;
  readonly environment: Environment;
  readonly resources: readonly RegisteredResource[];
}

/**
 * What this checkout's rules and analyses say of a deployment, measured by some documents.
 *
 * @throws CommandFailure or InvalidInputError with every problem of the documents
 */
export function judgeTree({ projectFolder, documents, platform, environment, resources }: Judged): Verdict {
  const plan = readPlan(documents, platform, environment);
  if (!plan.ok) throw new CommandFailure(formatProblems(plan.problems), exitStatus.invalidInput);
  const loaded = loadPlatform(platform, documents, cloudFacts);
  if (!loaded.ok) throw new CommandFailure(formatProblems(loaded.problems), exitStatus.invalidInput);
  return judgeDeployment({
    resources,
    yardstick: yardstickOf(`${platform}-${environment}`, documents, { rules: ruleIds, today: currentDate() }),
    plan: plan.value,
    places: placesIn(documents, platform),
    ledger: loaded.value.ledger,
    components: new ComponentPlaces(projectFolder),
    waivers: new WaiverPlaces(documents.read(waiversFileOf(platform)) ?? "", waiversFileOf(platform)),
    projectFolder,
  });
}
