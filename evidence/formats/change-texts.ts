import { parseUrn } from "../../policies/resources/registered-resource";
import type { AgreedClause } from "../verdict/agreed-clauses";
import type { Changed, VerdictChange } from "../verdict/compare-verdicts";
import type { PlannedStep } from "../verdict/planned-step";
import type { ExpectedAvailability, ExpectedRecovery, FirewallRuleFact, Flow, WaiverInForce } from "../verdict/verdict";
import { code } from "./markdown-pieces";

/** What a change does, a line for each thing, as Markdown. */

export function clauseText({ before, after }: Changed<AgreedClause>): string {
  const promises = [...new Set([...(before?.promises ?? []), ...(after?.promises ?? [])])];
  const said = (one: AgreedClause | undefined): string => (one === undefined ? "nothing" : code(one.value));
  const name = after?.name ?? before?.name ?? "";
  return `${code(name)}: ${said(before)} → ${said(after)}${promises.length > 0 ? ` (${promises.join(", ")})` : ""}`;
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
      `${kind}${across.length > 0 ? `, **from tenant to tenant: ${across.join(", ")}**` : whose}; ` +
      `for example ${witness.service} from ${code(witness.source)} to ${code(witness.destination)}`
    );
  });
}

export function placeText(place: VerdictChange["placesAdded"][number]): string {
  const { kind, region, country, copied, allowed, standing } = place;
  const how = copied ? ", copied there by Azure" : "";
  const outside = standing === "inside" ? "" : ` **${standing}: agreed is ${allowed}**`;
  return `${kind} in ${region} (${country})${how}${outside}`;
}

export function firewallRuleText({ before, after }: Changed<FirewallRuleFact>): string {
  const rule = after ?? before;
  if (rule === undefined) return "";
  const reference = `${rule.reference}, until ${rule.until}`;
  if (before === undefined) return `added ${code(rule.name)}: ${rule.what} (${reference})`;
  if (after === undefined) return `removed ${code(rule.name)}: ${rule.what} (${reference})`;
  const change = before.reference === after.reference ? `⚠️ under the same change as before: ${reference}` : reference;
  const what = before.what === after.what ? after.what : `${before.what} **is now** ${after.what}`;
  return `changed ${code(rule.name)}: ${what} (${change})`;
}

export function waiverText({ before, after }: Changed<WaiverInForce>): string {
  const waiver = after ?? before;
  if (waiver === undefined) return "";
  const what = `${code(waiver.rule)} for ${code(waiver.resource)}`;
  const why = `${waiver.owner}: ${waiver.reason.trim()}`;
  if (before === undefined) return `added: ${what}, until ${waiver.expires} (${why})`;
  if (after === undefined) return `removed: ${what}, which ran until ${waiver.expires} (${why})`;
  const until = before.expires === after.expires ? after.expires : `${before.expires} → ${after.expires}`;
  return `changed: ${what}, until ${until} (${why})`;
}

export function stepText({ operation, urn, protect, properties }: PlannedStep): string {
  const { name, stack } = parseUrn(urn);
  const what = properties.length > 0 ? `: ${properties.map(code).join(", ")}` : "";
  return `${operation} ${code(name)} in ${stack}${protect ? ", protected" : ""}${what}`;
}

/** `1 delete, 13 update` */
export function countsText(steps: readonly PlannedStep[]): string {
  return (["delete", "replace", "update", "create"] as const)
    .flatMap((operation) => {
      const count = steps.filter((step) => step.operation === operation).length;
      return count === 0 ? [] : [`${count} ${operation}`];
    })
    .join(", ");
}
