import * as pulumi from "@pulumi/pulumi";
import { documentsIn } from "../agreement/load-platform";
import { formatProblems } from "../agreement/problem";
import { InvalidInputError } from "../azure/invalid-input";
import { parseStackName } from "../azure/names/stack-name";
import { cellStack } from "./cell-stack";
import { guardStack } from "./guard-stack";
import { platformStack } from "./platform-stack";
import type { Plan } from "./plan/plan";
import { readPlan } from "./plan/read-plan";
import { withoutVersionAliases } from "./unversioned-types";
import { workloadStack } from "./workload-stack";

/**
 * The Pulumi program of every stack: which layer of which platform it deploys follows from the stack's name.
 *
 * @param projectFolder where the documents are
 * @returns the stack's outputs
 */
export async function run(projectFolder: string): Promise<Record<string, unknown>> {
  withoutVersionAliases();
  try {
    const stack = parseStackName(pulumi.getStack());
    const plan = readPlan(documentsIn(projectFolder), stack.platform, stack.environment);
    if (!plan.ok) {
      throw new pulumi.RunError(formatProblems(plan.problems));
    }
    switch (stack.layer) {
      case "guard":
        return { layer: guardStack(plan.value) };
      case "platform":
        return { layer: platformStack(plan.value) };
      case "cell":
        return { layer: await cellStack(plan.value, cellOf(plan.value, stack.cell)) };
      case "workload":
        return { layer: workloadStack(plan.value, cellOf(plan.value, stack.cell)) };
    }
  } catch (error) {
    // Shown as its text, without a stack trace: the input is wrong, not the program.
    if (error instanceof InvalidInputError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

function cellOf(plan: Plan, number: number): Plan["cells"][number] {
  const cell = plan.cells.find((candidate) => Number(candidate.number) === number);
  if (cell === undefined) {
    const known = plan.cells.map((candidate) => candidate.number).join(", ");
    throw new pulumi.RunError(`${plan.target.platform} has no cell ${number}. Its tenants are in: ${known}.`);
  }
  return cell;
}
