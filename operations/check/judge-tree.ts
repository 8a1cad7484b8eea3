import type { DocumentSource } from "../../agreement/load-platform";
import { formatProblems } from "../../agreement/problem";
import { ClausePlaces } from "../../evidence/verdict/clause-places";
import { judgeDeployment } from "../../evidence/verdict/judge-deployment";
import type { Verdict } from "../../evidence/verdict/verdict";
import type { Environment } from "../../azure/names/codes";
import { readPlan } from "../../infra/plan/read-plan";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { ruleIds } from "../../policies/rules/rule-ids";
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
  const file = `stacks/agreements/${platform}.yaml`;
  return judgeDeployment({
    resources,
    yardstick: yardstickOf(`${platform}-${environment}`, documents, { rules: ruleIds, today: currentDate() }),
    plan: plan.value,
    places: new ClausePlaces(documents.read(file) ?? "", file),
    projectFolder,
  });
}
