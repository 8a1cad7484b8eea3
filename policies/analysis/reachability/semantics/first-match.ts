import type { Intervals } from "../packets/intervals";
import { includes } from "../packets/intervals";
import type { Packet, PacketSet, PacketSpace } from "../packets/packet-set";

/** A rule with its three sides as sets; the first one that matches decides. */
export interface MatchRule {
  readonly label: string;
  readonly access: "Allow" | "Deny";
  readonly destinations: Intervals;
  readonly sources: Intervals;
  readonly services: Intervals;
}

/**
 * What a list of rules lets pass, refusing what no rule matches. Rules of one kind that stand together are united at
 * once, so the costs are those of sorting them.
 *
 * @param within what can come here at all; everything else is left out early
 */
export function allowedBy(space: PacketSpace, rules: readonly MatchRule[], within: PacketSet): PacketSet {
  let allowed = space.empty;
  for (let end = rules.length; end > 0;) {
    let start = end - 1;
    while (start > 0 && rules[start - 1]?.access === rules[end - 1]?.access) start--;
    const matched = space.unionOfAll(rules.slice(start, end).map((rule) => matching(space, rule, within)));
    allowed = rules[start]?.access === "Allow" ? space.union(allowed, matched) : space.difference(allowed, matched);
    end = start;
  }
  return allowed;
}

function matching(space: PacketSpace, rule: MatchRule, within: PacketSet): PacketSet {
  return space.intersection(within, space.box(rule.destinations, rule.sources, rule.services));
}

/** The rule that decides for one packet. */
export function decidingRule(rules: readonly MatchRule[], packet: Packet): MatchRule | undefined {
  return rules.find(
    (rule) =>
      includes(rule.destinations, packet.destination) &&
      includes(rule.sources, packet.source) &&
      includes(rule.services, packet.service),
  );
}
