import { parseUrn } from "../../policies/resources/registered-resource";
import type { AgreedClause } from "./agreed-clauses";
import type { PlannedStep } from "./planned-step";
import type { RestingPlace } from "./resting-places";
import type {
  ExpectedAvailability,
  ExpectedRecovery,
  Finding,
  FirewallRuleFact,
  Flow,
  Verdict,
  WaiverInForce,
} from "./verdict";

/** A value that is otherwise after a change. Absent on the side where there is none. */
export interface Changed<T> {
  readonly before?: T;
  readonly after?: T;
}

/** What a change does to one owner's resources. */
export interface TouchedOwner {
  /** A tenant's code; absent for what tenants share. */
  readonly tenant?: string;
  readonly steps: readonly PlannedStep[];
}

/** What a change does to a platform and its promises. */
export interface VerdictChange {
  /** Clauses of the agreement that say something else, are new or have gone. */
  readonly clauses: readonly Changed<AgreedClause>[];
  /** Promises of the ledger that are worded otherwise, new or gone. */
  readonly promises: readonly Changed<Verdict["promises"][number]>[];
  readonly tenantsAdded: readonly string[];
  readonly tenantsRemoved: readonly string[];
  readonly newlyFailing: readonly Finding[];
  readonly fixed: readonly Finding[];
  /** How many findings were there before and still are. */
  readonly stillFailing: number;
  readonly flowsOpened: readonly Flow[];
  readonly flowsClosed: readonly Flow[];
  readonly placesAdded: readonly RestingPlace[];
  readonly placesRemoved: readonly RestingPlace[];
  readonly firewallRules: readonly Changed<FirewallRuleFact>[];
  readonly availability: readonly Changed<ExpectedAvailability>[];
  readonly recovery: readonly Changed<ExpectedRecovery>[];
  readonly waivers: readonly Changed<WaiverInForce>[];
  readonly stacksAdded: readonly string[];
  /** Protected ones first, then what is removed, replaced, changed and made. */
  readonly steps: readonly PlannedStep[];
  readonly touched: readonly TouchedOwner[];
}

/** What is otherwise in a verdict than in another one, and what happens to resources on the way. */
export function compareVerdicts(base: Verdict, head: Verdict, steps: readonly PlannedStep[]): VerdictChange {
  const failing = (verdict: Verdict): readonly Finding[] =>
    verdict.findings.filter(({ status }) => status !== "waived");
  const newlyFailing = without(failing(head), failing(base), findingKey);
  const place = ({ kind, region, copied }: RestingPlace): string => `${kind} ${region} ${String(copied)}`;
  const sorted = sortedSteps(steps);
  const tenants = [...new Set([...base.tenants, ...head.tenants])];
  return {
    clauses: differences(base.clauses, head.clauses, ({ name }) => name),
    promises: differences(base.promises, head.promises, ({ id }) => id),
    tenantsAdded: head.tenants.filter((code) => !base.tenants.includes(code)),
    tenantsRemoved: base.tenants.filter((code) => !head.tenants.includes(code)),
    newlyFailing,
    fixed: without(failing(base), failing(head), findingKey),
    stillFailing: failing(head).length - newlyFailing.length,
    flowsOpened: flowsBeyond(head.flows, base.flows),
    flowsClosed: flowsBeyond(base.flows, head.flows),
    placesAdded: without(head.places, base.places, place),
    placesRemoved: without(base.places, head.places, place),
    firewallRules: differences(base.firewallRules, head.firewallRules, ({ group, name }) => `${group} ${name}`),
    availability: differences(base.availability, head.availability, ({ at, cell }) => `${at} ${cell}`),
    recovery: differences(base.recovery, head.recovery, ({ scope }) => scope),
    waivers: waiverChanges(base.waivers, head.waivers),
    stacksAdded: head.stacks.filter((stack) => !base.stacks.includes(stack)),
    steps: sorted,
    touched: touchedOwners(sorted, tenants),
  };
}

/** Whether a change does nothing that a reviewer has to know. */
export function isQuiet(change: VerdictChange): boolean {
  return Object.values(change).every((value) => (Array.isArray(value) ? value.length === 0 : true));
}

/** Findings of one rule about one thing are one; where they are about the whole deployment, their text tells them apart. */
const findingKey = ({ rule, status, resource, message }: Finding): string =>
  `${rule} ${status} ${resource?.urn ?? message}`;

const flowKey = ({ from, to, service, fromTenant, toTenant }: Flow): string =>
  JSON.stringify([from, to, service, fromTenant, toTenant]);

/** What passes on one side and not on the other: flows, and of those that are on both whoever is new at the outer end. */
function flowsBeyond(these: readonly Flow[], those: readonly Flow[]): readonly Flow[] {
  const known = new Map(those.map((flow) => [flowKey(flow), flow]));
  return these.flatMap((flow): readonly Flow[] => {
    const other = known.get(flowKey(flow));
    if (other === undefined) return [flow];
    const before = new Set(other.outside?.map(({ where }) => where));
    const outside = (flow.outside ?? []).filter(({ where }) => !before.has(where));
    const [first] = outside;
    return first === undefined ? [] : [{ ...flow, outside, witness: first.witness }];
  });
}

function without<T>(these: readonly T[], those: readonly T[], key: (one: T) => string): readonly T[] {
  const known = new Set(those.map(key));
  return these.filter((one) => !known.has(key(one)));
}

function differences<T>(before: readonly T[], after: readonly T[], key: (one: T) => string): readonly Changed<T>[] {
  const [old, now] = [before, after].map((list) => new Map(list.map((one) => [key(one), one]))) as [
    Map<string, T>,
    Map<string, T>,
  ];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name): readonly Changed<T>[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

/** A waiver with the same reason for something else is that waiver changed, and not one gone and another new. */
function waiverChanges(before: Verdict["waivers"], after: Verdict["waivers"]): readonly Changed<WaiverInForce>[] {
  const changes = differences(before, after, ({ rule, stack, resource }) => `${rule} ${stack} ${resource}`);
  const gone = changes.filter((one) => one.after === undefined);
  const result: Changed<WaiverInForce>[] = [];
  for (const change of changes) {
    if (change.before !== undefined) {
      if (change.after !== undefined) result.push(change);
      continue;
    }
    const moved = gone.findIndex(
      (one) => one.before?.rule === change.after?.rule && one.before?.reason === change.after?.reason,
    );
    const [from] = moved < 0 ? [] : gone.splice(moved, 1);
    result.push({ ...from, ...change });
  }
  return [...result, ...gone];
}

const GRAVITY: Readonly<Record<PlannedStep["operation"], number>> = { delete: 0, replace: 1, update: 2, create: 3 };

/** Whether protected data would have to go. */
export function losesProtected({ operation, protect }: PlannedStep): boolean {
  return protect && (operation === "delete" || operation === "replace");
}

/** Those that lose protected data first, then what is removed, replaced, changed and made. */
export function sortedSteps(steps: readonly PlannedStep[]): readonly PlannedStep[] {
  return [...steps].sort((one, other) => (stepOrder(one) < stepOrder(other) ? -1 : 1));
}

function stepOrder(step: PlannedStep): string {
  return `${losesProtected(step) ? 0 : 1} ${GRAVITY[step.operation]} ${parseUrn(step.urn).name}`;
}

/** A resource is a tenant's where one of the words of its name is the tenant's code; anything else is shared. */
function touchedOwners(steps: readonly PlannedStep[], tenants: readonly string[]): readonly TouchedOwner[] {
  const known = new Set(tenants);
  const owners = new Map<string, PlannedStep[]>();
  for (const step of steps) {
    const owner =
      parseUrn(step.urn)
        .name.split("-")
        .find((word) => known.has(word)) ?? "";
    owners.set(owner, [...(owners.get(owner) ?? []), step]);
  }
  return [...owners.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([tenant, own]) => ({ ...(tenant !== "" && { tenant }), steps: own }));
}
