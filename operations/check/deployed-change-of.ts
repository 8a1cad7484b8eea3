import type { Environment } from "../../azure/names/codes";
import { sortedSteps, losesProtected } from "../../evidence/verdict/compare-verdicts";
import type { DeployedChange, DeployedStack } from "../../evidence/verdict/deployed-change";
import { isInterruption } from "../command-failure";
import { isExpectedFailure } from "../expected-failure";
import { OperationFailure } from "../operation-failure";
import { planFor } from "../plan-for";
import { openSession, type Session } from "../session";
import { operate, stackNames } from "../stack-operations";
import { stacksOf } from "../stacks-of";
import { madeSteps } from "./made-steps";

/** Which stacks are looked at. */
export interface DeployedInput {
  readonly projectFolder: string;
  readonly platform: string;
  readonly environment: Environment;
  readonly note: (line: string) => void;
}

/**
 * What the files would do to the stacks of a platform that are really there, by a preview of each. Nothing is changed, and
 * nothing that cannot be reached ends the check: it is undetermined, with the reason. What comes from the outputs of a layer
 * below is as that layer is now.
 */
export async function deployedChangeOf(input: DeployedInput): Promise<DeployedChange> {
  const { projectFolder, platform, environment, note } = input;
  const stacks = stacksOf(planFor(projectFolder, { platform, environment })).map(({ name }) => name);
  const reached = await reach(input);
  if ("because" in reached) {
    return { environment, stacks: stacks.map((stack) => undetermined(stack, reached.because)) };
  }
  const found: DeployedStack[] = [];
  for (const stack of stacks) {
    if (reached.existing.has(stack)) note(`  previewing ${stack} as it is …`);
    found.push(
      reached.existing.has(stack)
        ? await previewOf(reached.session, stack)
        : { stack, standing: "not deployed yet", steps: [] },
    );
  }
  return { environment, stacks: found };
}

interface Reached {
  readonly session: Session;
  readonly existing: ReadonlySet<string>;
}

/** The backend of the environment, or why it cannot be reached. */
async function reach({
  projectFolder,
  environment,
  note,
}: DeployedInput): Promise<Reached | { readonly because: string }> {
  try {
    const session = await openSession(projectFolder, environment, note);
    return { session, existing: await stackNames(session) };
  } catch (error) {
    return { because: reasonOf(error) };
  }
}

async function previewOf(session: Session, stack: string): Promise<DeployedStack> {
  try {
    const { events } = await operate(session, { verb: "preview", stack, display: "none" });
    return { stack, standing: "previewed", steps: sortedSteps(madeSteps(events)) };
  } catch (error) {
    const because = reasonOf(error);
    const steps = error instanceof OperationFailure ? sortedSteps(madeSteps(error.events)) : [];
    // What the engine saw before it failed is told only where it is the reason: else it is not all there is.
    return steps.some(losesProtected) ? { stack, standing: "refused", because, steps } : undetermined(stack, because);
  }
}

const undetermined = (stack: string, because: string): DeployedStack => ({
  stack,
  standing: "undetermined",
  because,
  steps: [],
});

/** @throws what is no failure of the engine, the backend or the cloud, and interruptions */
function reasonOf(error: unknown): string {
  if (error instanceof OperationFailure && error.errors.length > 0) return error.errors.join("\n");
  if (isExpectedFailure(error) && !isInterruption(error)) return error.message;
  throw error;
}
