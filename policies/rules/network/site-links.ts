import { siteCode } from "../../../azure/sites";
import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const idOf = (name: string) =>
  `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/${name}`;
const gateway = (name: string, location: string) =>
  ({ type: "network:VirtualNetworkGateway", name, id: idOf(name), inputs: { location } }) as const;
const both = [gateway("noe", "norwayeast"), gateway("now", "norwaywest")] as const;
const link = (from: string, to: unknown) =>
  ({
    type: "network:VirtualNetworkGatewayConnection",
    name: `from-${from}`,
    inputs: {
      connectionType: "Vnet2Vnet",
      virtualNetworkGateway1: { id: idOf(from) },
      virtualNetworkGateway2: { id: to },
    },
  }) as const;

const GATEWAY = "network:VirtualNetworkGateway";

/** The two gateways that a connection joins; unknown where one of them is not known before the update. */
function endsOf(resources: ResourceSet, connection: RegisteredResource) {
  const ends = ["virtualNetworkGateway1.id", "virtualNetworkGateway2.id"].map((path) =>
    resources.reference(connection, path, GATEWAY),
  );
  return ends.map((end) => (end.kind === "resource" ? end.resource : end.kind === "unknown" ? "unknown" : undefined));
}

export const rule = relationRule({
  id: "site-links",
  title: "The gateways of the platform's own sites are joined by tunnels, in both directions",
  why: "Copies between the sites would not travel, or would travel outside of the VPN that was promised.",
  severity: "high",
  concern: "security",
  clauses: ["access.betweenSites"],
  remediation: "Add a connection of type Vnet2Vnet from each gateway to each other one.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const regions = agreement.sites
      .filter(({ role }) => role === "active" || role === "warm")
      .map(({ region }) => region);
    if (regions.length < 2) return notApplicable("the platform has one site with a network");
    const gateways = resources.ofType(GATEWAY);
    if (gateways.length === 0) return notApplicable("there are no VPN gateways");
    const links = resources
      .ofType("network:VirtualNetworkGatewayConnection")
      .filter((one) => valueOf(one, "connectionType") === "Vnet2Vnet")
      .map((one) => endsOf(resources, one));
    const at = (region: string) => gateways.filter((one) => valueOf(one, "location") === region);
    return regions.flatMap((from) =>
      regions
        .filter((to) => to !== from)
        .map((to) => {
          const name = `${siteCode(from)} to ${siteCode(to)}`;
          const [start] = at(from);
          const joins = (ends: (typeof links)[number], isOpen: boolean) =>
            ends.every((end, index) => {
              const wanted: readonly (RegisteredResource | "unknown" | undefined)[] = at(index === 0 ? from : to);
              return wanted.includes(end) || (isOpen && end === "unknown");
            });
          if (links.some((ends) => joins(ends, false))) return compliant(`a tunnel leads from ${name}`, start);
          return links.some((ends) => joins(ends, true))
            ? undetermined(`whether a tunnel leads from ${name} is not known before the update`, start)
            : violation(`no tunnel between the platform's own gateways leads from ${name}`, start);
        }),
    );
  },
  cases: {
    pass: {
      given: [...both, link("noe", idOf("now")), link("now", idOf("noe"))],
      says: ["a tunnel leads from noe to now", "a tunnel leads from now to noe"],
    },
    fail: {
      given: [...both, link("noe", idOf("now"))],
      says: ["a tunnel leads from noe to now", "no tunnel between the platform's own gateways leads from now to noe"],
    },
    absent: {
      given: [...both],
      says: ["noe to now", "now to noe"].map(
        (name) => `no tunnel between the platform's own gateways leads from ${name}`,
      ),
    },
    unknown: {
      given: [...both, link("noe", UNKNOWN), link("now", idOf("noe"))],
      says: ["whether a tunnel leads from noe to now is not known before the update", "a tunnel leads from now to noe"],
    },
    notApplicable: { given: [...both], platform: "coachview", says: ["the platform has one site with a network"] },
  },
  sabotage: [
    {
      what: "cuts the tunnel between the sites",
      type: "network:VirtualNetworkGatewayConnection",
      where: (one) => one.inputs["connectionType"] === "Vnet2Vnet",
      remove: true,
      except: ["coachview", "cloxxs", "pct", "draftit"],
      also: ["nothing-else-passes", "required-flows-pass"],
    },
  ],
});
