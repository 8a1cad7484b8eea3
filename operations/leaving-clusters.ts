import { clusterProviderName } from "../infra/plan/cluster-plan";
import type { Plan } from "../infra/plan/plan";
import { formatStackName } from "../azure/names/stack-name";
import { parseUrn } from "../policies/resources/registered-resource";
import { CLUSTER_PATIENCE } from "./cluster-patience";
import { isTimedOut } from "./operation-failure";
import type { Session } from "./session";
import { operate, stackResources, type StateResource } from "./stack-operations";
import type { NamedStack } from "./stacks-of";

const PROVIDER = "pulumi:providers:kubernetes";

/** The providers of clusters that a cell has no more, by the state of its workload and the plan. */
export function leavingProviders(
  resources: readonly Pick<StateResource, "urn" | "type">[],
  workloads: Plan["cells"][number]["workloads"],
): readonly string[] {
  const kept = new Set(workloads.map(clusterProviderName));
  return resources.filter(({ type, urn }) => type === PROVIDER && !kept.has(parseUrn(urn).name)).map(({ urn }) => urn);
}

export interface EmptyOptions {
  readonly yes: boolean;
  readonly display: "terminal" | "stderr";
  readonly existing: ReadonlySet<string>;
  /** What is in other stacks, where that was asked already. */
  readonly states?: ReadonlyMap<string, readonly StateResource[]>;
  readonly note: (line: string) => void;
}

/**
 * Before a cell is deployed: removes what is in clusters that its plan has no more, a tenant's own for example, so that
 * applications end in order and nothing is left in the state that nobody can reach. A cluster that does not answer in its
 * time keeps nothing up: what is in it goes with it, and the workload's next deployment forgets it.
 *
 * @throws CommandFailure where something else is wrong: the cluster is still there, and so is what is in it
 */
export async function emptyLeavingClusters(
  session: Session,
  plan: Plan,
  stack: NamedStack,
  options: EmptyOptions,
): Promise<void> {
  if (stack.layer !== "cell") return;
  const { platform, environment, cell } = stack;
  const workload = formatStackName({ platform, environment, layer: "workload", cell });
  const planned = plan.cells.find(({ number }) => Number(number) === cell);
  if (planned === undefined || !options.existing.has(workload)) return;
  const leaving = leavingProviders(
    options.states?.get(workload) ?? (await stackResources(session, workload)),
    planned.workloads,
  );
  if (leaving.length === 0) return;
  const clusters = leaving.map((urn) => parseUrn(urn).name).sort();
  options.note(`${workload}: removing what is in ${clusters.join(", ")}, which goes next`);
  const unasked = session.environment === "local" || options.yes;
  try {
    await operate(session, {
      verb: "destroy",
      stack: workload,
      display: options.display,
      arguments: [
        ...leaving.flatMap((urn) => ["--target", urn]),
        "--target-dependents",
        ...(session.environment === "local" ? ["--yes", "--skip-preview"] : options.yes ? ["--yes"] : []),
      ],
      // Where the engine asks first, nobody knows how long the answer takes.
      ...(unasked && { withinMinutes: CLUSTER_PATIENCE.leavingMinutes }),
    });
  } catch (error) {
    if (!isTimedOut(error)) throw error;
    options.note(`${error.message}\nWhat is left in it goes with the cluster.`);
  }
}
