import { rmSync } from "node:fs";
import path from "node:path";
import type { Change } from "../../../drills/beside/live-platform";
import type { PlannedStep } from "../../../evidence/verdict/planned-step";
import { parseUrn } from "../../../policies/resources/registered-resource";
import { madeSteps } from "../../check/made-steps";
import { judgePreview } from "../../policies/judge-deployment";
import { requireRules } from "../../policies/require-rules";
import type { Session } from "../../session";
import { operate } from "../../stack-operations";

/** A step of the engine as a drill tells of it. */
export function changeOf(stack: string, { urn, operation }: PlannedStep): Change {
  return { stack, resource: parseUrn(urn).name, operation };
}

export interface ReviewedChange {
  readonly stack: string;
  /** Whether a step is what the drill means to do. */
  readonly isMeant: (step: PlannedStep) => boolean;
  /** For the engine's plan. */
  readonly folder: string;
}

/**
 * Previews a stack, and does what was previewed where all of it is meant and, unless it only deletes, keeps the rules about
 * single resources: the engine is held to that preview.
 *
 * @returns what was done
 * @throws Error with everything that is not meant, or breaks a rule; nothing was done then
 */
export async function changeAsReviewed(
  session: Session,
  { stack, isMeant, folder }: ReviewedChange,
): Promise<readonly Change[]> {
  const plan = path.join(folder, `${stack}.plan.json`);
  try {
    return await changeTo(session, { stack, isMeant, plan });
  } finally {
    // The inputs of everything in the stack are in it.
    rmSync(plan, { force: true });
  }
}

async function changeTo(
  session: Session,
  { stack, isMeant, plan }: Omit<ReviewedChange, "folder"> & { readonly plan: string },
): Promise<readonly Change[]> {
  const { events } = await operate(session, {
    ...{ verb: "preview", stack, display: "none" },
    arguments: ["--save-plan", plan],
  });
  const steps = madeSteps(events);
  const others = steps.filter((step) => !isMeant(step)).map((step) => changeOf(stack, step));
  if (others.length > 0) {
    const shown = others.slice(0, 3).map(({ operation, resource }) => `${operation} ${resource}`);
    throw new Error(
      `${stack} would change in more than the drill means to: ${shown.join(", ")}${others.length > 3 ? ", …" : ""}. Nothing was done to it.`,
    );
  }
  if (steps.length === 0) return [];
  // Here, because a pack beside the engine would judge by the checkout's documents, and the drill has its own. A rule that
  // something else breaks must not keep a drill from taking away what it made.
  if (steps.some(({ operation }) => operation !== "delete")) {
    requireRules(judgePreview(session.projectFolder, stack, events));
  }
  await operate(session, {
    ...{ verb: "up", stack, display: "none" },
    arguments: ["--yes", "--skip-preview", "--plan", plan],
  });
  return steps.map((step) => changeOf(stack, step));
}
