import { compliant, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { judgedReachability, outcomesOf } from "./reachability-of";

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";
const hub = (site: string, inputs: Readonly<Record<string, unknown>> = {}) =>
  ({
    type: "network:VirtualNetwork",
    name: site,
    id: `${scope}/virtualNetworks/vnet-sol-${site}-hub`,
    inputs: { virtualNetworkName: `vnet-sol-${site}-hub`, ...inputs },
  }) as const;
/** An agreement whose only sites hold documents, so that nobody has to reach anything in a network. */
const withoutNetworks = { sites: [{ region: "westeurope", role: "documents", source: "ours" }] };
const lacking = (...sites: readonly string[]) =>
  sites.flatMap((site) => [
    `site ${site} has no hub network; the agreement (sites) needs it`,
    `cell 1 has no network at site ${site}; the agreement (sites) needs it`,
  ]);

export const rule = relationRule({
  id: "required-flows-pass",
  title: "Everything that the agreement, or Azure, needs to be reached can be reached",
  why: "A customer's page, a backup or an alert fails on the day on which it first needs the way that is closed.",
  severity: "high",
  concern: "continuity",
  clauses: ["access", "access.management", "access.betweenSites", "monitoring", "backup"],
  remediation: "Open what decides for this flow alone, or register what it leads to.",
  spans: "platform",
  judge: (resources, measure) => {
    const judged = judgedReachability(resources, measure);
    if ("notApplicable" in judged) return judged;
    const bad = outcomesOf(judged, "missing", resources, "whether every required flow passes");
    if (bad.length > 0) return bad;
    return [compliant("every flow that is required passes")];
  },
  cases: {
    pass: { given: [hub("noe")], agreement: withoutNetworks, says: ["every flow that is required passes"] },
    fail: { given: [hub("noe")], says: lacking("noe", "now") },
    absent: { given: [{ type: "monitor:ActionGroup", inputs: {} }], says: lacking("noe", "now") },
    unknown: {
      given: [hub("noe", { addressSpace: UNKNOWN })],
      alone: true,
      says: [
        "whether every required flow passes can only be judged over all stacks of the platform: run deltawerk check",
      ],
    },
    notApplicable: {
      given: [{ type: "monitor:ActionGroup", inputs: {} }],
      alone: true,
      says: ["the stack has no networks and nothing in a cluster"],
    },
  },
  sabotage: [
    {
      what: "takes a cell off its hub",
      type: "network:VirtualNetworkPeering",
      remove: true,
    },
    {
      what: "closes a tenant's pods to everybody",
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      where: (one) => /^tenant-.*-application$/.test(one.name),
      remove: true,
    },
  ],
});
