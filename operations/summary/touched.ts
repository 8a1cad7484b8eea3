import type { EngineEvent } from "@pulumi/pulumi/automation/events";

/** What a run did to one tenant's own resources, or to those that a layer's tenants share. */
export interface Touched {
  /** Numbers by the engine's words: `create`, `update`, `delete`. */
  readonly changes: Readonly<Record<string, number>>;
  /** Names of resources that were there before and are otherwise now, or gone: changed in place, replaced, deleted. */
  readonly changed: readonly string[];
}

/** What a run touched, by whose it is. */
export interface TouchedByOwner {
  /** By tenant code; without those of whom nothing was touched. */
  readonly tenants: Readonly<Record<string, Touched>>;
  readonly shared: Touched;
}

const nothing: Touched = { changes: {}, changed: [] };
/** Steps that leave a resource as it is. */
const untouched: ReadonlySet<string> = new Set(["same", "read", "refresh"]);
/** The engine reports a replacement as three steps; the one that stands for it is `replace`. */
const partial: ReadonlySet<string> = new Set(["create-replacement", "delete-replaced"]);

interface Step {
  readonly op: string;
  readonly urn: string;
}

/**
 * Sorts the steps of a run by their owner. A resource is a tenant's where one of the words of its name is the tenant's
 * code: that is how this program names them (`database-ab12-01-primary`, `waf-weu-ab12`, `subnet-data-ab12`).
 *
 * @param tenants codes of all who have something in the stack
 */
export function touchedByOwner(events: readonly EngineEvent[], tenants: readonly string[]): TouchedByOwner {
  return touchedBySteps(
    events.flatMap(
      ({ resOutputsEvent, resourcePreEvent }) => resOutputsEvent?.metadata ?? resourcePreEvent?.metadata ?? [],
    ),
    tenants,
  );
}

/** The same for steps of `pulumi preview --json`. */
export function touchedBySteps(all: readonly Step[], tenants: readonly string[]): TouchedByOwner {
  const known = new Set(tenants);
  // A step is announced and then reported as done; the same step counts once.
  // The engine works at several at once and reports them as they end, so their order is another in every run.
  const steps = [...new Map(all.map(({ op, urn }) => [`${op} ${urn}`, { op, urn }] as const))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, step]) => step)
    .filter(({ op, urn }) => !untouched.has(op) && !partial.has(op) && isCustom(urn));
  const byTenant: Record<string, Touched> = {};
  let shared = nothing;
  for (const { op, urn } of steps) {
    const name = urn.split("::").at(-1) ?? urn;
    const owner = name.split("-").find((word) => known.has(word));
    if (owner === undefined) shared = withStep(shared, op, name);
    else byTenant[owner] = withStep(byTenant[owner] ?? nothing, op, name);
  }
  return { tenants: byTenant, shared };
}

function withStep({ changes, changed }: Touched, op: string, name: string): Touched {
  return {
    changes: { ...changes, [op]: (changes[op] ?? 0) + 1 },
    changed: op === "create" ? changed : [...changed, name],
  };
}

/** Components, providers and the stack itself are nothing in the cloud. */
function isCustom(urn: string): boolean {
  const type = (urn.split("::").at(-2) ?? "").split("$").at(-1) ?? "";
  return !type.startsWith("deltawerk:") && !type.startsWith("pulumi:");
}

const mostNames = 6;

/** One line for each owner: what was done to each tenant, and which shared resources are otherwise now. */
export function touchedLines({ tenants, shared }: TouchedByOwner): readonly string[] {
  const codes = Object.keys(tenants).sort();
  const owners = codes.map((code) => `${code} (${countsText(tenants[code] ?? nothing)})`);
  const names = shared.changed.slice(0, mostNames).join(", ");
  const more = shared.changed.length > mostNames ? ` and ${shared.changed.length - mostNames} more` : "";
  return [
    `Tenants touched: ${owners.join(", ") || "none"}`,
    `Shared: ${countsText(shared) || "nothing"}${names === "" ? "" : `, of them changed: ${names}${more}`}`,
  ];
}

function countsText({ changes }: Touched): string {
  return Object.entries(changes)
    .map(([op, count]) => `${count} ${op}`)
    .join(", ");
}
