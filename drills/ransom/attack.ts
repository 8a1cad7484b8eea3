import type { CloudResource, DrillCloud } from "../cloud";
import { weakenings } from "./weakenings";

/** What an attacker deletes, in this order: what protects first, then what serves, then what could restore it. */
const targets: readonly RegExp[] = [
  /\/providers\/microsoft\.authorization\/locks\/[^/]+$/i,
  /\/providers\/microsoft\.insights\/diagnosticsettings\/[^/]+$/i,
  /\/backupvaults\/[^/]+\/backupresourceguardproxies\/[^/]+$/i,
  /\/servers\/[^/]+\/failovergroups\/[^/]+$/i,
  /\/servers\/[^/]+\/databases\/[^/]+$/i,
  /\/providers\/microsoft\.sql\/servers\/[^/]+$/i,
  /\/backupvaults\/[^/]+\/backupinstances\/[^/]+$/i,
  /\/backupvaults\/[^/]+\/backuppolicies\/[^/]+$/i,
  /\/providers\/microsoft\.dataprotection\/backupvaults\/[^/]+$/i,
  /\/providers\/microsoft\.keyvault\/vaults\/[^/]+$/i,
  /\/storageaccounts\/[^/]+\/managementpolicies\/[^/]+$/i,
  /\/storageaccounts\/[^/]+\/blobservices\/[^/]+\/containers\/[^/]+$/i,
  /\/providers\/microsoft\.storage\/storageaccounts\/[^/]+$/i,
  /\/providers\/microsoft\.containerservice\/managedclusters\/[^/]+$/i,
];

const DELETES = "deletes";

/** Something that was tried and refused, with Azure's reasons. */
export interface Refused {
  readonly id: string;
  readonly does: string;
  readonly because: string;
}

/** What an attack came to. */
export interface Attack {
  readonly changed: readonly { readonly id: string; readonly does: string }[];
  readonly gone: readonly string[];
  readonly refused: readonly Refused[];
}

/**
 * Weakens and deletes everything in some subscriptions, as somebody does who has every role there.
 *
 * @param known what an attack that was interrupted had come to: nothing is tried twice
 * @param note is told after every attempt
 */
export async function attack(
  cloud: DrillCloud,
  subscriptions: readonly string[],
  known: Attack,
  note: (sofar: Attack) => void,
): Promise<Attack> {
  let sofar = known;
  const isRefused = (id: string, does: string): boolean =>
    sofar.refused.some((each) => each.id === id && each.does === does);
  const keep = (more: Partial<Attack>): void => note((sofar = { ...sofar, ...more }));
  const own = (await cloud.resources()).filter(({ id }) => subscriptions.includes(id.split("/")[2] ?? ""));
  for (const { type, does, change, where = () => true } of weakenings) {
    const weakened = own.filter(
      ({ type: one, body }) => one.toLowerCase() === type && where(body) && !holds(body, change),
    );
    for (const { id } of weakened.filter((resource) => !isRefused(resource.id, does))) {
      const { isDone, refusals } = await cloud.change(id, change);
      if (isDone) keep({ changed: [...sofar.changed, { id, does }] });
      else keep({ refused: [...sofar.refused, { id, does, because: refusals.join("; ") }] });
    }
  }
  for (const id of inOrder(own).filter((each) => !isRefused(each, DELETES))) {
    const { isGone, refusals } = await cloud.destroy(id);
    if (isGone) keep({ gone: [...sofar.gone, id] });
    else keep({ refused: [...sofar.refused, { id, does: DELETES, because: refusals.join("; ") }] });
  }
  return sofar;
}

/** Whether a body is as a change would make it, so that there is nothing to weaken. */
function holds(body: unknown, change: unknown): boolean {
  if (typeof change !== "object" || change === null || Array.isArray(change)) {
    return JSON.stringify(body ?? null) === JSON.stringify(change);
  }
  return Object.entries(change).every(([name, part]) =>
    holds((body as Record<string, unknown> | undefined)?.[name], part),
  );
}

// A group's mirror goes with the group, and the system's databases with their server.
function inOrder(own: readonly CloudResource[]): readonly string[] {
  return targets.flatMap((target) =>
    own.flatMap(({ id }) => (target.test(id) && !id.endsWith("/databases/master") ? [id] : [])),
  );
}

/** What an attack came to, for people: each kind of change once, and why what was refused was. */
export function attackText({ changed, gone, refused }: Attack): readonly string[] {
  const times = (of: string, list: readonly string[]): number => list.filter((each) => each === of).length;
  const did = changed.map(({ does }) => does);
  const failed = refused.map(({ does, because }) => `${does}: refused with ${codesOf(because)}`);
  return [
    `${changed.length} resources were changed and ${gone.length} deleted; ${refused.length} attempts were refused`,
    ...[...new Set(did)].map((does) => `${does}, ${timesText(times(does, did))}`),
    ...[...new Set(failed)].map((text) => `${text}, ${timesText(times(text, failed))}`),
  ];
}

const timesText = (count: number): string => (count === 1 ? "once" : `${count} times`);

/** Codes of reasons that are joined by semicolons. */
function codesOf(because: string): string {
  const codes = because.split("; ").flatMap((reason) => /^([A-Za-z]+): /.exec(reason)?.[1] ?? []);
  return [...new Set(codes)].join(", ");
}
