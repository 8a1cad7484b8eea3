import { z } from "zod";

const resourceSchema = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().exactOptional(),
  delete: z.boolean().exactOptional(),
  pendingReplacement: z.boolean().exactOptional(),
  /** Reference of the provider instance: its URN, `::` and its id. */
  provider: z.string().exactOptional(),
  inputs: z.record(z.string(), z.unknown()).exactOptional(),
});

const operationSchema = z.looseObject({
  type: z.enum(["creating", "updating", "deleting", "reading", "importing"]),
  resource: resourceSchema,
});

const deploymentSchema = z.looseObject({
  resources: z.array(resourceSchema).exactOptional(),
  pending_operations: z.array(operationSchema).exactOptional(),
});

/** What `pulumi stack export` gives, as far as recovery reads it; everything else is kept as it is. */
export const stateDocumentSchema = z.looseObject({ version: z.number(), deployment: deploymentSchema });

export type StateDocument = z.infer<typeof stateDocumentSchema>;
type Resource = z.infer<typeof resourceSchema>;

/**
 * What a creation that was begun may have left behind: something with a computable id, nothing outside of the state
 * (such as a random value), or something that only a person can find.
 */
export type CreationTrace =
  { readonly kind: "id"; readonly id: string } | { readonly kind: "nothing" } | { readonly kind: "unknown" };

/** What the trace of a creation follows from. */
export interface Creation {
  /** The Pulumi type. */
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs of the provider instance that was to make it, such as the subscription. */
  readonly providerInputs: Readonly<Record<string, unknown>>;
}

/** Gives the trace of a creation. */
export type TraceOf = (creation: Creation) => CreationTrace;

/** How a state with pending operations is put right. */
export interface RecoveryPlan {
  /** The state without pending operations (an import would drop them); adopted resources are among its resources. */
  readonly state: StateDocument;
  /** Creations that may have happened: in the state under the id they would have. */
  readonly adopted: readonly string[];
  /** Creations that leave nothing outside of the state: forgotten, the next run repeats them. */
  readonly cleared: readonly string[];
  /** Updates, deletions and reads that may have happened. */
  readonly interrupted: readonly string[];
  /** Creations whose outcome cannot be found: forgotten too, so somebody has to look for what they may have made. */
  readonly undetermined: readonly string[];
}

/** The URNs whose real condition only the cloud knows: refreshing them drops what does not exist after all. */
export function toRefresh({ adopted, interrupted, state }: RecoveryPlan): string[] {
  const present = new Set(state.deployment.resources?.map(({ urn }) => urn));
  return [...new Set([...adopted, ...interrupted])].filter((urn) => present.has(urn));
}

/**
 * Turns the pending operations of a killed run into resources that a refresh can judge.
 *
 * The engine itself offers only to forget pending creations, which orphans what the cloud has made, or to ask the
 * user for every id. Where ids follow from the inputs, the resource is entered under the id it would have; a refresh
 * then fills in its outputs, or drops it where the cloud has never heard of it.
 */
export function planRecovery(state: StateDocument, traceOf: TraceOf): RecoveryPlan {
  const { pending_operations: pending = [], ...deployment } = state.deployment;
  const resources = [...(deployment.resources ?? [])];
  const found: Record<Outcome, string[]> = { adopted: [], cleared: [], interrupted: [], undetermined: [] };
  for (const operation of pending) {
    const { urn, type, inputs = {} } = operation.resource;
    if (operation.type !== "creating" && operation.type !== "importing") {
      found.interrupted.push(urn);
      continue;
    }
    const providerInputs = providerOf(operation.resource, resources)?.inputs ?? {};
    const trace = traceOf({ type, inputs, providerInputs });
    found[outcomeOf[trace.kind]].push(urn);
    if (trace.kind === "id") {
      enter(resources, { ...operation.resource, id: trace.id });
    }
  }
  return { ...found, state: { ...state, deployment: { ...deployment, resources } } };
}

type Outcome = "adopted" | "cleared" | "interrupted" | "undetermined";

const outcomeOf = { id: "adopted", nothing: "cleared", unknown: "undetermined" } as const;

function providerOf({ provider }: Resource, resources: readonly Resource[]): Resource | undefined {
  const urn = provider?.slice(0, provider.lastIndexOf("::"));
  return urn === undefined ? undefined : resources.find((candidate) => candidate.urn === urn);
}

/**
 * Enters a resource behind everything it can depend on. Where the creation was one half of a replacement, the state
 * still has the old one: it has gone already (`pendingReplacement`) or waits for its deletion (`delete`), by the
 * engine's own marks.
 */
function enter(resources: Resource[], created: Resource): void {
  const index = resources.findIndex(({ urn, delete: doomed }) => urn === created.urn && doomed !== true);
  const present = resources[index];
  if (present?.pendingReplacement === true) {
    resources.splice(index, 1);
  } else if (present !== undefined) {
    resources[index] = { ...present, delete: true };
  }
  resources.push(created);
}
