import { documentsIn } from "../agreement/load-platform";
import { formatProblems } from "../agreement/problem";
import type { Environment } from "../azure/names/codes";
import type { Plan } from "../infra/plan/plan";
import { readPlan } from "../infra/plan/read-plan";
import { CommandFailure } from "./command-failure";
import { exitStatus } from "./exit-status";

/** Which platform, and where. */
export interface PlatformTarget {
  readonly platform: string;
  readonly environment: Environment;
}

/**
 * The plan of a platform, made from its documents.
 *
 * @throws CommandFailure with every problem of the documents
 */
export function planFor(projectFolder: string, { platform, environment }: PlatformTarget): Plan {
  const plan = readPlan(documentsIn(projectFolder), platform, environment);
  if (!plan.ok) throw new CommandFailure(formatProblems(plan.problems), exitStatus.invalidInput);
  return plan.value;
}
