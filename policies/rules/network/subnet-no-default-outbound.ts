import { exactly, expectProperties, notApplicable, nothing, one, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { parseName } from "../../../azure/names/resource-name";

/** Subnets whose names Azure prescribes, each for one service. */
const HAVE_OWN_ADDRESSES: ReadonlySet<string> = new Set([
  "AzureFirewallSubnet",
  "AzureFirewallManagementSubnet",
  "GatewaySubnet",
]);

export const rule = propertyRule({
  id: "subnet-no-default-outbound",
  title: "No subnet has Azure's own way to the internet",
  why: "A resource would reach the internet past the firewall, from an address that is nobody's.",
  severity: "medium",
  concern: "security",
  clauses: ["access.firewall"],
  remediation: "Set defaultOutboundAccess to false, and leave out serviceEndpoints and natGateway.",
  types: ["network:Subnet"],
  judge: (subnet) => {
    const name = String(subnet.inputs["subnetName"]);
    return HAVE_OWN_ADDRESSES.has(name) || parseName("network:Subnet", name)?.role === "edg"
      ? notApplicable(`${name} holds a service with public addresses of its own`)
      : expectProperties(subnet, {
          defaultOutboundAccess: exactly(false),
          // Traffic to a service goes past every route then (Microsoft Learn, virtual-network/virtual-network-service-endpoints-overview, 2025).
          serviceEndpoints: nothing(),
          "natGateway.id": nothing(),
        });
  },
  cases: {
    pass: { given: one("network:Subnet", { defaultOutboundAccess: false }), says: ["defaultOutboundAccess is false"] },
    fail: {
      given: one("network:Subnet", { defaultOutboundAccess: true }),
      says: ["defaultOutboundAccess is true; it has to be false"],
    },
    absent: {
      given: one("network:Subnet", {}),
      says: ["defaultOutboundAccess is absent, which means true on Azure; it has to be false"],
    },
    unknown: {
      given: one("network:Subnet", { defaultOutboundAccess: UNKNOWN }),
      says: ["defaultOutboundAccess is not known before the update; it has to be false"],
    },
    notApplicable: {
      given: one("network:Subnet", { subnetName: "GatewaySubnet" }),
      says: ["GatewaySubnet holds a service with public addresses of its own"],
    },
  },
  sabotage: [
    {
      what: "gives a subnet a way to the internet of its own",
      type: "network:Subnet",
      where: ({ inputs }) => String(inputs["subnetName"]).endsWith("-app"),
      set: {
        "natGateway.id": "/subscriptions/x/resourceGroups/x/providers/Microsoft.Network/natGateways/x",
      },
    },
    {
      what: "opens a way to all accounts of Azure",
      type: "network:Subnet",
      where: ({ inputs }) => String(inputs["subnetName"]).endsWith("-app"),
      set: { serviceEndpoints: [{ service: "Microsoft.Storage" }] },
      also: ["nothing-else-passes"],
    },
    {
      what: "opens a way around the firewall",
      type: "network:Subnet",
      where: (one) => one.inputs["defaultOutboundAccess"] === false,
      set: { defaultOutboundAccess: true },
    },
    {
      what: "leaves it to Azure",
      type: "network:Subnet",
      where: (one) => one.inputs["defaultOutboundAccess"] === false,
      set: { defaultOutboundAccess: undefined },
    },
  ],
});
