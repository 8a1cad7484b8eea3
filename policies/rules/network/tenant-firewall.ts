import { parseName } from "../../../azure/names/resource-name";
import { runningSites } from "../../analysis/reachability/expected/running-sites";
import { addressesOf } from "../../analysis/reachability/packets/ipv4";
import { isWithin, type Intervals } from "../../analysis/reachability/packets/intervals";
import {
  compliant,
  needsUnion,
  notApplicable,
  relationRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { tenantsHere } from "../data/cells";
import { CODES, FIREWALL_SUBNET, guarded, hub } from "./tenant-firewall-example";

const EVERYTHING = "0.0.0.0/0";

/** A tenant's firewall with the addresses of its subnet, in which its own is. */
interface Device {
  readonly tenant: string;
  readonly firewall: RegisteredResource;
  readonly space: Intervals;
}

const nameOf =
  (type: "network:AzureFirewall" | "network:RouteTable" | "network:VirtualNetwork", path: string) =>
  (one: RegisteredResource) =>
    parseName(type, textOf(one, path) ?? "");
const firewallName = nameOf("network:AzureFirewall", "azureFirewallName");
const tableName = nameOf("network:RouteTable", "routeTableName");
const networkName = nameOf("network:VirtualNetwork", "virtualNetworkName");

/**
 * Whether a table leads some addresses to a device: by a route for exactly them, because the route of a peering is as narrow,
 * and by every narrower one.
 */
function judgeTable(table: RegisteredResource, target: string, { tenant, space }: Device): readonly Outcome[] {
  if (read(table, "routes").kind === "unknown") {
    const message = `whether ${target} goes to the firewall of tenant ${tenant} is not known before the update`;
    return [undetermined(message, table)];
  }
  const wanted = addressesOf(target) ?? [];
  const placed = listOf(table, "routes").map((route) => ({ route, to: addressesOf(String(route["addressPrefix"])) }));
  const within = placed.filter(({ to }) => to !== undefined && isWithin(to, wanted));
  const leads = ({ route }: (typeof placed)[number]): boolean => {
    const { nextHopIpAddress: hop } = route;
    const address = (typeof hop === "string" ? addressesOf(hop) : undefined) ?? [];
    return route["nextHopType"] === "VirtualAppliance" && address.length > 0 && isWithin(address, space);
  };
  const isLed = within.some(({ to }) => to !== undefined && isWithin(wanted, to)) && within.every(leads);
  return isLed ? [] : [violation(`what is for ${target} goes past the firewall of tenant ${tenant}`, table)];
}

/** Whether each of the tenant's subnets but the firewall's own has routes of its own: without, the peering's are used. */
function judgeSubnets(resources: ResourceSet, { tenant, firewall }: Device): readonly Outcome[] {
  const subnets = resources.ofType("network:Subnet").filter((one) => {
    const network = resources.parentReference(one);
    return network.kind === "resource" && networkName(network.resource)?.tenant === tenant;
  });
  const guarded = subnets.filter((one) => textOf(one, "subnetName") !== FIREWALL_SUBNET);
  if (guarded.length === 0) return [violation(`nothing stands behind the firewall of tenant ${tenant}`, firewall)];
  return guarded.flatMap((one) => {
    const table = resources.reference(one, "routeTable.id", "network:RouteTable");
    if (table.kind === "unknown") {
      return [undetermined(`whether its routes lead to the firewall of tenant ${tenant} is not known`, one)];
    }
    return table.kind === "resource" && tableName(table.resource)?.tenant === tenant
      ? []
      : [violation(`it has no routes to the firewall of tenant ${tenant}`, one)];
  });
}

/** The networks and tables between which a device has to stand, and whether everything leads to it. */
function judgeRoutes(resources: ResourceSet, device: Device): readonly Outcome[] {
  const { tenant, firewall } = device;
  const site = firewallName(firewall)?.site;
  const prefixesOf = (networks: readonly RegisteredResource[]): readonly string[] =>
    networks.flatMap((one) => {
      const reading = read(one, "addressSpace.addressPrefixes");
      return reading.kind === "given" && Array.isArray(reading.value) ? reading.value.map(String) : [];
    });
  const networks = resources.ofType("network:VirtualNetwork").filter((one) => networkName(one)?.site === site);
  const hubs = prefixesOf(networks.filter((one) => networkName(one)?.role === "hub"));
  const own = prefixesOf(networks.filter((one) => networkName(one)?.tenant === tenant));
  const tables = resources.ofType("network:RouteTable").filter((one) => tableName(one)?.site === site);
  const ofTenant = tables.filter((one) => tableName(one)?.tenant === tenant && tableName(one)?.role !== "fwl");
  const ofHub = tables.filter((one) => tableName(one)?.cell === undefined && tableName(one)?.tenant === undefined);
  if (own.length === 0 || hubs.length === 0) {
    const message = `which networks are around the firewall of tenant ${tenant} is not known before the update`;
    return [undetermined(message, firewall)];
  }
  return [
    ...judgeSubnets(resources, device),
    ...ofTenant.flatMap((one) => [EVERYTHING, ...hubs].flatMap((target) => judgeTable(one, target, device))),
    ...ofHub.flatMap((one) => own.flatMap((target) => judgeTable(one, target, device))),
  ];
}

function judgeDevice(resources: ResourceSet, tenant: string, firewall: RegisteredResource): readonly Outcome[] {
  const policy = resources.reference(firewall, "firewallPolicy.id", "network:FirewallPolicy");
  const subnet = resources.reference(firewall, "ipConfigurations.0.subnet.id", "network:Subnet");
  if (policy.kind === "unknown" || subnet.kind === "unknown") {
    return [undetermined(`what the firewall of tenant ${tenant} is for is not known before the update`, firewall)];
  }
  const others = resources.ofType("network:AzureFirewall").filter((one) => one !== firewall);
  const isShared = others.some((one) => {
    const used = resources.reference(one, "firewallPolicy.id", "network:FirewallPolicy");
    return used.kind === "resource" && policy.kind === "resource" && used.resource === policy.resource;
  });
  if (isShared)
    return [violation(`the firewall of tenant ${tenant} has its rules from another one's policy`, firewall)];
  if (subnet.kind === "resource" && read(subnet.resource, "addressPrefix").kind === "unknown") {
    return [undetermined(`where the firewall of tenant ${tenant} stands is not known before the update`, firewall)];
  }
  const space = subnet.kind === "resource" ? addressesOf(textOf(subnet.resource, "addressPrefix") ?? "") : undefined;
  if (space === undefined) return [violation(`the firewall of tenant ${tenant} stands in no known subnet`, firewall)];
  const past = judgeRoutes(resources, { tenant, firewall, space });
  return past.length > 0
    ? past
    : [compliant(`whatever enters or leaves the network of tenant ${tenant} passes its firewall`, firewall)];
}

const sold = { "isolation.firewall": "device" };

export const rule = relationRule({
  id: "tenant-firewall",
  title: "A tenant with a firewall device has one of its own at every site, and nothing goes past it",
  why: "The tenant would pay for a device that others share, or that its traffic does not see.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.firewall", "isolation.firewallOption"],
  remediation:
    "Give the tenant a firewall with a policy of its own in its network at each site, and lead the routes of that network and of the hub to it.",
  spans: "platform",
  judge: (resources, measure) => {
    const base = measure.agreement.isolation.firewall;
    const tenants = tenantsHere(resources, measure).filter(
      ({ overrides }) => (overrides.firewall ?? base) === "device",
    );
    if (tenants.length === 0) return notApplicable("no tenant here has a firewall device");
    if (!resources.isUnion) return [needsUnion("whether everything passes the tenants' own firewalls")];
    return tenants.flatMap(({ code }) => {
      const own = resources.ofType("network:AzureFirewall").filter((one) => firewallName(one)?.tenant === code);
      const sites = new Set(own.map((one) => firewallName(one)?.site));
      return [
        // Where a tenant runs at two sites, one device guards one of them.
        ...runningSites(measure.agreement)
          .filter((site) => !sites.has(site))
          .map((site) => violation(`tenant ${code} has no firewall of its own in ${site}`)),
        ...own.flatMap((one) => judgeDevice(resources, code, one)),
      ];
    });
  },
  cases: {
    pass: {
      given: [...hub, ...CODES.flatMap(guarded(undefined, [EVERYTHING, "10.0.0.0/22"]))],
      platform: "pct",
      agreement: sold,
      says: CODES.map((code) => `whatever enters or leaves the network of tenant ${code} passes its firewall`),
    },
    fail: {
      given: [...hub, ...CODES.flatMap(guarded(undefined, ["10.0.0.0/22"]))],
      platform: "pct",
      agreement: sold,
      says: CODES.map((code) => `what is for ${EVERYTHING} goes past the firewall of tenant ${code}`),
    },
    absent: {
      given: hub,
      platform: "pct",
      agreement: sold,
      says: CODES.map((code) => `tenant ${code} has no firewall of its own in weu`),
    },
    unknown: {
      given: [...hub, ...CODES.flatMap(guarded(UNKNOWN, [EVERYTHING, "10.0.0.0/22"]))],
      platform: "pct",
      agreement: sold,
      says: CODES.map((code) => `what the firewall of tenant ${code} is for is not known before the update`),
    },
    notApplicable: { given: hub, platform: "pct", says: ["no tenant here has a firewall device"] },
  },
  sabotage: [
    {
      what: "takes a tenant's firewall away",
      option: "isolation.firewallOption",
      type: "network:AzureFirewall",
      where: (one) => firewallName(one)?.tenant !== undefined,
      remove: true,
      also: ["firewall-policy-used", "nothing-else-passes", "required-flows-pass"],
    },
    {
      what: "counts a tenant's firewall to a site where the tenant is not",
      option: "isolation.firewallOption",
      type: "network:AzureFirewall",
      where: (one) => firewallName(one)?.tenant !== undefined,
      edit: (inputs) => ({
        ...inputs,
        azureFirewallName: String(inputs["azureFirewallName"]).replace(/-weu-/, "-neu-"),
      }),
    },
    {
      what: "leads a tenant's nodes past its firewall to the hub",
      option: "isolation.firewallOption",
      type: "network:RouteTable",
      where: (one) => tableName(one)?.tenant === "spr1" && tableName(one)?.role === "app",
      edit: (inputs) => ({
        ...inputs,
        routes: (inputs["routes"] as readonly { readonly name: string }[]).filter(({ name }) => name !== "hub"),
      }),
    },
    {
      what: "takes a tenant's subnet from its routes",
      option: "isolation.firewallOption",
      type: "network:Subnet",
      where: ({ inputs }) => /-spr1-(dat|doc)/.test(String(inputs["subnetName"])),
      set: { routeTable: undefined },
    },
    {
      what: "lets answers from the hub go past a tenant's firewall",
      option: "isolation.firewallOption",
      type: "network:RouteTable",
      where: (one) => tableName(one)?.role === "mgt",
      edit: (inputs) => ({
        ...inputs,
        routes: (inputs["routes"] as readonly { readonly name: string }[]).filter(({ name }) => !name.endsWith("spr1")),
      }),
    },
  ],
});
