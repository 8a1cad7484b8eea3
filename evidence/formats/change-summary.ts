import { losesProtected, type VerdictChange } from "../verdict/compare-verdicts";
import { countsText, firewallRuleTexts, flowTexts } from "./change-texts";

/** What a reader who reads one line has to know. */
export function summaryOf(change: VerdictChange, isRefused: boolean): string {
  const count = (number: number, one: string, several = `${one}s`): readonly string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : several}`];
  const promised = change.clauses.filter(isPromised).length;
  return [
    ...(isRefused ? ["cannot be made on what is there"] : []),
    ...count(change.steps.filter(losesProtected).length, "protected resource would go", "protected resources would go"),
    ...count(change.newlyFailing.length, "new finding"),
    ...count(change.fixed.length, "finding fixed", "findings fixed"),
    ...count(change.promises.length, "promise changed", "promises changed"),
    ...count(promised, "promised clause changed", "promised clauses changed"),
    ...count(change.clauses.length - promised, "clause changed", "clauses changed"),
    ...count(change.tenantsAdded.length, "tenant comes", "tenants come"),
    ...count(change.tenantsRemoved.length, "tenant leaves", "tenants leave"),
    ...count(change.waivers.length, "waiver changed", "waivers changed"),
    ...count(flowTexts(change.flowsOpened).length, "flow opened", "flows opened"),
    ...count(flowTexts(change.flowsClosed).length, "flow closed", "flows closed"),
    ...count(change.placesAdded.length, "place added", "places added"),
    ...count(change.placesRemoved.length, "place removed", "places removed"),
    ...count(firewallRuleTexts(change.firewallRules).length, "firewall rule changed", "firewall rules changed"),
    ...(change.steps.length > 0 ? [countsText(change.steps)] : []),
  ].join(" · ");
}

/** Whether a clause that says something else carries a promise, before or after. */
export const isPromised = ({ before, after }: VerdictChange["clauses"][number]): boolean =>
  (before?.promises ?? []).length + (after?.promises ?? []).length > 0;
