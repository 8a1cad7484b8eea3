import { compliant, needsUnion, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { judgedReachability, outcomesOf } from "./reachability-of";

const scope = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network";
const network = {
  type: "network:VirtualNetwork",
  name: "network",
  id: `${scope}/virtualNetworks/vnet-sol-noe-01-net`,
  inputs: { virtualNetworkName: "vnet-sol-noe-01-net", addressSpace: { addressPrefixes: ["10.68.16.0/20"] } },
} as const;
const subnet = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "network:Subnet",
    name: "subnet",
    id: `${scope}/virtualNetworks/vnet-sol-noe-01-net/subnets/snet-sol-noe-01-app`,
    inputs: {
      subnetName: "snet-sol-noe-01-app",
      virtualNetworkName: "vnet-sol-noe-01-net",
      addressPrefix: "10.68.17.0/24",
      networkSecurityGroup: { id: `${scope}/networkSecurityGroups/nsg` },
      ...inputs,
    },
  }) as const;
const group = (outbound: "Allow" | "Deny") =>
  ({
    type: "network:NetworkSecurityGroup",
    name: "group",
    id: `${scope}/networkSecurityGroups/nsg`,
    inputs: {
      networkSecurityGroupName: "nsg",
      securityRules: ["Inbound", "Outbound"].map((direction) => ({
        name: `all-${direction.toLowerCase()}`,
        priority: 100,
        direction,
        access: direction === "Outbound" ? outbound : "Deny",
        protocol: "*",
        sourceAddressPrefix: "*",
        sourcePortRange: "*",
        destinationAddressPrefix: "*",
        destinationPortRange: "*",
      })),
    },
  }) as const;
const leak =
  "application (noe, cell 1) reaches the internet at everything, which nobody needs. Witness: TCP 0 from 10.68.17.4 to " +
  "1.0.0.4. Path: starts in snet-sol-noe-01-app → passes out of snet-sol-noe-01-app [allow rule all-outbound (100) of " +
  "nsg] → goes to the internet [system route 0.0.0.0/0]. Decided by: allow rule all-outbound (100) of nsg";

export const rule = relationRule({
  id: "nothing-else-passes",
  title: "Nobody reaches anything that the agreement, or Azure, does not need to be reached",
  why: "One passage too many leads from a stranger, or from another customer, to the data.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "isolation.networkZones", "access", "access.management", "access.betweenSites"],
  remediation: "Narrow or remove the rule that decides; if the flow is needed, agree on it first.",
  spans: "platform",
  judge: (resources, measure) => {
    const judged = judgedReachability(resources, measure);
    if ("notApplicable" in judged) return judged;
    const bad = outcomesOf(judged, "forbidden", resources, "whether nothing else passes");
    if (bad.length > 0) return bad;
    if (!resources.isUnion) return [needsUnion("what passes between this stack and others")];
    const pairs = judged.matrix.length;
    return [compliant(`${pairs} passages between zones were found, and each is needed`)];
  },
  cases: {
    pass: {
      given: [network, subnet({ defaultOutboundAccess: false }), group("Deny")],
      says: ["0 passages between zones were found, and each is needed"],
    },
    fail: { given: [network, subnet({ defaultOutboundAccess: true }), group("Allow")], says: [leak] },
    absent: { given: [network, subnet({}), group("Allow")], says: [leak] },
    unknown: { given: [network, subnet({ routeTable: { id: UNKNOWN } }), group("Allow")], says: [leak] },
    notApplicable: {
      given: [{ type: "monitor:ActionGroup", inputs: {} }],
      alone: true,
      says: ["the stack has no networks and nothing in a cluster"],
    },
  },
  sabotage: [
    {
      what: "opens the nodes to each other and to everybody in the networks",
      type: "network:NetworkSecurityGroup",
      where: (one) => /-app$/.test(String(one.inputs["networkSecurityGroupName"])),
      edit: (inputs) => ({
        ...inputs,
        securityRules: [
          ...["Inbound", "Outbound"].map((direction) => ({
            name: `for-a-test-${direction.toLowerCase()}`,
            priority: 100,
            direction,
            access: "Allow",
            protocol: "*",
            sourceAddressPrefix: "VirtualNetwork",
            sourcePortRange: "*",
            destinationAddressPrefix: "VirtualNetwork",
            destinationPortRange: "*",
          })),
          ...(inputs["securityRules"] as readonly unknown[]),
        ],
      }),
    },
    {
      what: "takes away what closes a tenant's namespace",
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      where: (one) => /^tenant-.*-deny$/.test(one.name),
      remove: true,
    },
    {
      what: "opens a tenant's pods to each other",
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      where: (one) => /^tenant-.*-application$/.test(one.name),
      edit: (inputs) => ({
        ...inputs,
        spec: {
          ...(inputs["spec"] as object),
          ingress: [{ from: [{ podSelector: {} }] }],
          egress: [{ to: [{ podSelector: {} }] }],
        },
      }),
      also: ["required-flows-pass"],
    },
    {
      what: "lets a tenant's pods send to the data of all tenants",
      type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
      where: (one) => /^tenant-.*-application$/.test(one.name),
      edit: (inputs) => ({
        ...inputs,
        spec: {
          ...(inputs["spec"] as object),
          egress: [
            ...(inputs["spec"] as { readonly egress: readonly unknown[] }).egress,
            { to: [{ ipBlock: { cidr: "10.0.0.0/8" } }], ports: [{ port: 1433, protocol: "TCP" }] },
          ],
        },
      }),
    },
  ],
});
