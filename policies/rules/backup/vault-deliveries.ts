import { longestSeconds, shortestSeconds } from "../../../agreement/duration";
import { walk } from "../../resources/reading";

type Part = Readonly<Record<string, unknown>>;

const SECONDS_A_DAY = 86_400;
const VAULT = "VaultStore";

/** One schedule of a backup policy, as far as its recovery points reach the vault. */
export interface VaultDelivery {
  /** ISO duration between two points that reach the vault; `P1D`. */
  readonly every: string;
  /** Whole days for which the vault keeps such a point. */
  readonly days: number;
}

function textAt(part: unknown, path: string): string | undefined {
  const found = walk(part, path);
  return found.kind === "given" ? String(found.value) : undefined;
}

const partsAt = (part: Part, name: string): readonly Part[] => (part[name] ?? []) as readonly Part[];

/** Days for which the retention rules of a tag keep something in the vault; the shortest where there are several. */
function daysOf(tag: string, rules: readonly Part[]): number {
  const days = rules
    .filter(({ name }) => name === tag)
    .flatMap((rule) => partsAt(rule, "lifecycles"))
    .filter((cycle) => textAt(cycle, "sourceDataStore.dataStoreType") === VAULT)
    .map((cycle) => Math.floor(shortestSeconds(textAt(cycle, "deleteAfter.duration") ?? "PT0S") / SECONDS_A_DAY));
  return days.length === 0 ? 0 : Math.min(...days);
}

/** Whether points of a tag are copied from the operational store into the vault. */
function isCopied(tag: string, rules: readonly Part[]): boolean {
  return rules
    .filter(({ name }) => name === tag)
    .flatMap((rule) => partsAt(rule, "lifecycles"))
    .flatMap((cycle) => partsAt(cycle, "targetDataStoreCopySettings"))
    .some((copy) => textAt(copy, "dataStore.dataStoreType") === VAULT);
}

/** How often a tag is put on a point: every one, or the first of a day. Rarer ones are no daily backup. */
function everyOf(tagging: Part, interval: string): string | undefined {
  const criteria = partsAt(tagging, "criteria").flatMap((one) => (one["absoluteCriteria"] ?? []) as readonly string[]);
  if (criteria.length === 0 || criteria.includes("AllBackup")) return interval;
  if (!criteria.includes("FirstOfDay")) return undefined;
  return longestSeconds(interval) > SECONDS_A_DAY ? interval : "P1D";
}

/**
 * What a backup policy brings into the vault: directly, or by a copy of what is in the operational store, which is beside
 * the data and goes with it. Source: Microsoft Learn, backup/azure-kubernetes-service-backup-overview and
 * backup/blob-backup-overview (2025).
 */
export function vaultDeliveries(rules: readonly Part[]): readonly VaultDelivery[] {
  return rules.flatMap((rule) => {
    const intervals = walk(rule, "trigger.schedule.repeatingTimeIntervals");
    if (intervals.kind !== "given") return [];
    const isDirect = (textAt(rule, "dataStore.dataStoreType") ?? VAULT) === VAULT;
    const tags = walk(rule, "trigger.taggingCriteria");
    const tagging = tags.kind === "given" ? (tags.value as readonly Part[]) : [{ tagInfo: { tagName: "Default" } }];
    return (intervals.value as readonly string[]).flatMap((text) =>
      tagging.flatMap((one): readonly VaultDelivery[] => {
        const tag = textAt(one, "tagInfo.tagName") ?? "";
        const every = everyOf(one, text.slice(text.lastIndexOf("/") + 1));
        const reaches = isDirect || isCopied(tag, rules);
        return every === undefined || !reaches ? [] : [{ every, days: daysOf(tag, rules) }];
      }),
    );
  });
}
