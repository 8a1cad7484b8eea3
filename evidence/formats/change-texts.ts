import { parseUrn } from "../../policies/resources/registered-resource";
import type { AgreedClause } from "../verdict/agreed-clauses";
import type { Changed, VerdictChange } from "../verdict/compare-verdicts";
import type { ListChange, PlannedStep } from "../verdict/planned-step";
import type {
  ExpectedAvailability,
  ExpectedRecovery,
  Finding,
  FirewallRuleFact,
  Flow,
  Verdict,
  WaiverInForce,
} from "../verdict/verdict";
import { code } from "./markdown-pieces";

/** What a change does, a line for each thing, as Markdown. */

/** More names are counted. */
const NAMES_SHOWN = 3;

/** A clause that says something else, with the words of the promises that it carries. */
export function clauseText({ before, after }: Changed<AgreedClause>, promises: Verdict["promises"]): string {
  const said = (one: AgreedClause | undefined): string => (one === undefined ? "nothing" : code(one.value));
  const name = after?.name ?? before?.name ?? "";
  const ids = [...new Set([...(before?.promises ?? []), ...(after?.promises ?? [])])];
  const words = ids.map((id) => {
    const promise = promises.find((one) => one.id === id);
    return promise === undefined ? id : `${id}: “${promise.text}”`;
  });
  return `${code(name)}: ${said(before)} → ${said(after)}${words.length > 0 ? `<br>Promised to customers as ${words.join("; ")}` : ""}`;
}

/** A promise of the ledger that is new, gone or worded otherwise. */
export function promiseText({ before, after }: Changed<Verdict["promises"][number]>): string {
  const id = after?.id ?? before?.id ?? "";
  if (before === undefined) return `added ${id}: “${after?.text ?? ""}”`;
  if (after === undefined) return `removed ${id}: “${before.text}”`;
  return before.text === after.text
    ? `${id} is now ${after.kind}, and was ${before.kind}: “${after.text}”`
    : `${id}: “${before.text}” **is now** “${after.text}”`;
}

/** A row of a table of expectations. */
export function availabilityRow({ before, after }: Changed<ExpectedAvailability>): string {
  const text = (one: ExpectedAvailability | undefined): string => {
    if (one === undefined) return "-";
    if (one.expected === undefined || one.headroomMinutes === undefined) return `no figure: ${one.open.join("; ")}`;
    const minutes = Math.round(one.headroomMinutes);
    const room = minutes < 0 ? `**${-minutes} min a year too few**` : `headroom ${minutes} min a year`;
    return `${percent(one.expected)} of agreed ${percent(one.target)}, ${room}`;
  };
  const { at, cell } = after ?? before ?? { at: "", cell: "" };
  return `| availability, ${at}, cell ${cell} | ${text(before)} | ${text(after)} |`;
}

const percent = (share: number): string => `${(share * 100).toFixed(3)} %`;

/** A row of a table of expectations. */
export function recoveryRow({ before, after }: Changed<ExpectedRecovery>): string {
  const text = (one: ExpectedRecovery | undefined): string => {
    if (one === undefined) return "-";
    if (one.open.length > 0) return `no figure: ${one.open.join("; ")}`;
    const point = recoveryFigure(one.pointMinutes, one.agreedPointMinutes);
    return `${point} lost, ${recoveryFigure(one.timeMinutes, one.agreedTimeMinutes)} away`;
  };
  return `| recovery, ${after?.scope ?? before?.scope ?? ""} | ${text(before)} | ${text(after)} |`;
}

/** `10 of agreed 15 min` */
function recoveryFigure(expected: number | undefined, agreed: number | undefined): string {
  if (agreed === undefined) return `${expected ?? "?"} min`;
  const text = `${expected ?? "?"} of agreed ${agreed} min`;
  return expected !== undefined && expected > agreed ? `**${text}**` : text;
}

/** Flows of the same kind together, with the tenants whose they are and the packet of the first. */
export function flowTexts(flows: readonly Flow[]): readonly string[] {
  const kinds = new Map<string, Flow[]>();
  for (const flow of flows) {
    const kind = `${flow.from} → ${flow.to}, ${flow.service}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), flow]);
  }
  return [...kinds.entries()].map(([kind, own]) => {
    const crossing = own.filter(
      ({ fromTenant, toTenant }) => fromTenant !== undefined && toTenant !== undefined && fromTenant !== toTenant,
    );
    const tenants = [...new Set(own.flatMap(({ fromTenant, toTenant }) => toTenant ?? fromTenant ?? []))];
    const whose = tenants.length === 0 ? "" : `, of ${tenants.join(", ")}`;
    const across = crossing.map(({ fromTenant, toTenant }) => `${fromTenant ?? ""} to ${toTenant ?? ""}`);
    const { witness } = crossing[0] ?? own[0] ?? { witness: { source: "", destination: "", service: "" } };
    return (
      `${kind}${across.length > 0 ? `, **from tenant to tenant: ${across.join(", ")}**` : whose}${outsideText(own)}; ` +
      `for example ${witness.service} from ${code(witness.source)} to ${code(witness.destination)}`
    );
  });
}

/** More of those outside are counted. */
const OUTSIDE_SHOWN = 4;

/** `; outside: operations 10.250.16.0/24` */
function outsideText(flows: readonly Flow[]): string {
  const all = [...new Set(flows.flatMap(({ outside = [] }) => outside.map(({ where }) => where)))];
  const shown = all.slice(0, OUTSIDE_SHOWN).map(code).join(", ");
  const more = all.length > OUTSIDE_SHOWN ? ` and ${all.length - OUTSIDE_SHOWN} more` : "";
  return all.length === 0 ? "" : `; outside: ${shown}${more}`;
}

export function placeText(place: VerdictChange["placesAdded"][number]): string {
  const { kind, region, country, copied, allowed, standing } = place;
  const how = copied ? ", copied there by Azure" : "";
  const outside = standing === "inside" ? "" : ` **${standing}: agreed is ${allowed}**`;
  return `${kind} in ${region} (${country})${how}${outside}`;
}

/** Rules that are the same at several places, such as the firewalls of two sites, together. */
export function firewallRuleTexts(rules: readonly Changed<FirewallRuleFact>[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const rule of rules) {
    const text = firewallRuleText(rule);
    places.set(text, [...(places.get(text) ?? []), code((rule.after ?? rule.before)?.group ?? "")]);
  }
  return [...places.entries()].map(([text, groups]) => `${text}, in ${[...new Set(groups)].join(", ")}`);
}

/** Rules that follow from agreement and tenants name the version of what makes them, and no change. */
const BASELINE = /^baseline@/;

function firewallRuleText({ before, after }: Changed<FirewallRuleFact>): string {
  const rule = after ?? before;
  if (rule === undefined) return "";
  const isBaseline = BASELINE.test(rule.reference);
  const reference = isBaseline
    ? `${rule.reference}, follows from the documents`
    : `${rule.reference}, until ${rule.until}`;
  if (before === undefined) return `added ${code(rule.name)}: ${rule.what} (${reference})`;
  if (after === undefined) return `removed ${code(rule.name)}: ${rule.what} (${reference})`;
  const isSame = before.reference === after.reference && !isBaseline;
  const change = isSame ? `⚠️ under the same change as before: ${reference}` : reference;
  return `changed ${code(rule.name)}: ${before.what === after.what ? after.what : passageChange(before.what, after.what)} (${change})`;
}

/** `10.0.0.0/24 → 10.1.0.4 : 443` as its sources, destinations and ports. */
const passageOf = (what: string): readonly (readonly string[])[] =>
  (/^(.*) → (.*) : (.*)$/.exec(what)?.slice(1) ?? []).map((part) => part.split(", ").filter((one) => one !== ""));

const PARTS = ["sources", "destinations", "ports"];

/** What comes to a passage and what goes from it; both in full where nothing of a part stays. */
function passageChange(before: string, after: string): string {
  const [old, now] = [passageOf(before), passageOf(after)];
  const changes = PARTS.flatMap((part, index): readonly (string | undefined)[] => {
    const [was = [], is = []] = [old[index], now[index]];
    const added = is.filter((one) => !was.includes(one));
    const removed = was.filter((one) => !is.includes(one));
    if (added.length + removed.length === 0) return [];
    if (removed.length === was.length) return [undefined];
    const signs = [...added.map((one) => `**+ ${one}**`), ...removed.map((one) => `− ${one}`)];
    return [`${part} ${signs.join(", ")}`];
  });
  return changes.length === 0 || changes.includes(undefined) ? `${before} **is now** ${after}` : changes.join("; ");
}

/** A waiver that is new, gone or otherwise, and what it excuses now. */
export function waiverText({ before, after }: Changed<WaiverInForce>, findings: readonly Finding[]): string {
  const waiver = after ?? before;
  if (waiver === undefined) return "";
  const of = ({ resource, stack }: WaiverInForce): string => `${code(resource)} in ${code(stack)}`;
  if (before !== undefined && after === undefined) {
    return `removed: ${code(waiver.rule)} for ${of(waiver)}, which ran until ${waiver.expires} (${waiver.owner})`;
  }
  // Nobody reads the same reason twice.
  const isSame = before?.reason.trim() === after?.reason.trim();
  const why = isSame ? waiver.owner : `${waiver.owner}: ${waiver.reason.trim()}`;
  const where = before === undefined || of(before) === of(waiver) ? of(waiver) : `${of(before)} → ${of(waiver)}`;
  const until =
    before === undefined || before.expires === waiver.expires
      ? waiver.expires
      : `${before.expires} → ${waiver.expires}`;
  const what = `${code(waiver.rule)} for ${where}, until ${until}${excusedText(waiver, findings)} (${why})`;
  return `${before === undefined ? "added" : "changed"}: ${what}`;
}

/** `; excuses database-duin and 2 more` */
function excusedText(granted: WaiverInForce, findings: readonly Finding[]): string {
  const own = findings.filter(
    ({ rule, waiver }) =>
      rule === granted.rule && waiver?.stack === granted.stack && waiver.resource === granted.resource,
  );
  const names = [...new Set(own.map(({ resource }) => resource?.name ?? ""))];
  const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
  return names.length === 0
    ? "; excuses nothing"
    : `; excuses ${names.slice(0, NAMES_SHOWN).map(code).join(", ")}${more}`;
}

export function stepText({ operation, urn, protect, properties, values = {}, lists = {} }: PlannedStep): string {
  const { name, stack } = parseUrn(urn);
  const told = properties.flatMap((property): readonly string[] => {
    const isInside = ([path]: readonly [string, unknown]): boolean =>
      path === property || path.startsWith(`${property}.`);
    const inside = [
      ...Object.entries(values)
        .filter(isInside)
        .map(([path, [was, is]]) => `${code(path)} ${code(String(was))} → ${code(String(is))}`),
      ...Object.entries(lists)
        .filter(isInside)
        .map(([path, change]) => `${code(path)} ${listText(change)}`),
    ];
    return inside.length > 0 ? inside : [code(property)];
  });
  const what = told.length > 0 ? `: ${told.join(", ")}` : "";
  return `${operation} ${code(name)} in ${stack}${protect ? ", protected" : ""}${what}`;
}

/** `with debug, without old, web otherwise` */
function listText({ added, removed, changed }: ListChange): string {
  const text = (names: readonly string[], before: string, after = ""): readonly string[] => {
    const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : "";
    return names.length === 0 ? [] : [`${before}${names.slice(0, NAMES_SHOWN).map(code).join(" ")}${more}${after}`];
  };
  return [...text(added, "with "), ...text(removed, "without "), ...text(changed, "", " otherwise")].join("; ");
}

/** `1 deleted, 13 updated` */
export function countsText(steps: readonly PlannedStep[]): string {
  return (["delete", "replace", "update", "create"] as const)
    .flatMap((operation) => {
      const count = steps.filter((step) => step.operation === operation).length;
      return count === 0 ? [] : [`${count} ${operation}d`];
    })
    .join(", ");
}
