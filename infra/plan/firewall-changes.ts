import type { FirewallRegister } from "../../agreement/firewall-register";
import type { FirewallRule } from "../../azure/firewall-rules";
import { nodeSegments, type CellTopology } from "./topology";

/** A rule that somebody asked for, and whose it is. */
export interface RegisteredRule {
  readonly rule: FirewallRule;
  /** Set where it holds the nodes of a tenant alone that has a rule set of its own. */
  readonly tenant?: string;
}

type Change = FirewallRegister["changes"][number];

/**
 * What the changes of the register let the nodes of a cell at one site reach, each rule with the change that it follows
 * from. A rule for the whole cell is repeated for every tenant with a rule set of its own, so that no rule holds the
 * prefixes of such a tenant beside others.
 *
 * Whether a change has expired is not asked here: what is deployed depends on no clock.
 */
export function cellChanges(
  { changes }: FirewallRegister,
  cell: CellTopology,
  withRuleSet: ReadonlySet<string>,
): readonly RegisteredRule[] {
  const nodes = cell.networks.flatMap(nodeSegments);
  const isApart = (tenant: string | undefined): tenant is string => tenant !== undefined && withRuleSet.has(tenant);
  return changes.flatMap((change) =>
    change.egress.flatMap((egress): readonly RegisteredRule[] => {
      const own = nodes.filter(({ tenant }) => egress.for === cell.number || tenant === egress.for);
      const shared = own.filter(({ tenant }) => !isApart(tenant));
      const apart = own.flatMap(({ tenant, prefix }) => (isApart(tenant) ? [{ tenant, prefix }] : []));
      return [
        ...(shared.length === 0
          ? []
          : [
              {
                rule: ruleOf(
                  change,
                  egress,
                  shared.map(({ prefix }) => prefix),
                ),
              },
            ]),
        ...apart.map(({ tenant, prefix }) => ({ tenant, rule: ruleOf(change, egress, [prefix]) })),
      ];
    }),
  );
}

function ruleOf(
  { reference, owner, until }: Change,
  { name, names, port }: Change["egress"][number],
  sources: readonly string[],
): FirewallRule {
  return {
    name,
    kind: "application",
    sources: [...sources].sort(),
    destinations: [],
    fqdns: [...names].sort(),
    fqdnTags: [],
    protocol: "TCP",
    ports: [String(port)],
    change: { reference, owner, until },
  };
}
