import type { Plan } from "../infra/plan/plan";
import { exportedResources } from "../policies/resources/exported-resources";
import type { RegisteredResource } from "../policies/resources/registered-resource";
import { CommandFailure } from "./command-failure";
import type { Context } from "./context";
import { planFor, type PlatformTarget } from "./plan-for";
import { openSession } from "./session";
import { stackNames, statesOf, type StateResource } from "./stack-operations";
import { stacksOf } from "./stacks-of";

/** What is deployed of a platform in an environment. */
export interface Deployed {
  readonly plan: Plan;
  /** By stack, in the order in which stacks come up. */
  readonly states: ReadonlyMap<string, readonly StateResource[]>;
  /** All stacks' resources, without encrypted values. */
  readonly resources: readonly RegisteredResource[];
}

/**
 * The resources of all stacks of a platform, as their states have them.
 *
 * @throws CommandFailure where a stack is not there yet
 */
export async function deployedResources(context: Context, target: PlatformTarget): Promise<Deployed> {
  const plan = planFor(context.projectFolder, target);
  const session = await openSession(context.projectFolder, target.environment, context.note);
  const names = stacksOf(plan).map(({ name }) => name);
  const existing = await stackNames(session);
  const missing = names.filter((name) => !existing.has(name));
  if (missing.length > 0) {
    throw new CommandFailure(
      `Not there yet: ${missing.join(", ")}.\n` +
        `Bring them up with: npx deltawerk up ${target.platform}${target.environment === "local" ? "" : ` -e ${target.environment}`}`,
    );
  }
  const states = await statesOf(session, names);
  return { plan, states, resources: resourcesOf(states) };
}

/** The resources of some states together. */
export function resourcesOf(states: ReadonlyMap<string, readonly StateResource[]>): readonly RegisteredResource[] {
  return [...states.values()].flatMap((state) => exportedResources({ deployment: { resources: state } }));
}
