import type { Platform } from "../../azure/names/codes";
import {
  registeredResource,
  type Properties,
  type RegisteredResource,
} from "../../policies/resources/registered-resource";

export type Resources = readonly RegisteredResource[];
type Change = (resources: Resources) => Resources;

/** Changes inputs of the resources of a type whose Azure name matches. */
function changed(type: string, name: RegExp, change: (inputs: Properties) => Properties): Change {
  return (resources) => {
    const hit = resources.filter((resource) => resource.type === type && name.test(resource.id ?? ""));
    if (hit.length === 0) throw new Error(`no ${type} matches ${String(name)}`);
    return resources.map((resource) =>
      hit.includes(resource) ? { ...resource, inputs: { ...resource.inputs, ...change(resource.inputs) } } : resource,
    );
  };
}

function without(type: string, name: RegExp): Change {
  return (resources) => {
    const left = resources.filter((resource) => resource.type !== type || !name.test(resource.id ?? ""));
    if (left.length === resources.length) throw new Error(`no ${type} matches ${String(name)}`);
    return left;
  };
}

function added(token: string, id: string, inputs: Properties): Change {
  return (resources) => [
    ...resources,
    registeredResource({ urn: `urn:pulumi:x::deltawerk::${token}::added`, id, inputs }),
  ];
}

const list = (value: unknown) => value as readonly Properties[];
const rules = (change: (rule: Properties) => readonly Properties[]) => (inputs: Properties) => ({
  securityRules: list(inputs["securityRules"]).flatMap(change),
});
const routes = (change: (route: Properties) => readonly Properties[]) => (inputs: Properties) => ({
  routes: list(inputs["routes"]).flatMap(change),
});
const collections = (change: (rule: Properties) => Properties) => (inputs: Properties) => ({
  ruleCollections: list(inputs["ruleCollections"]).map((collection) => ({
    ...collection,
    rules: list(collection["rules"]).map(change),
  })),
});
const NSG = "network:NetworkSecurityGroup";
const SUBNET = "network:Subnet";

/** One harmful change of a platform that is exact. */
export interface Sabotage {
  readonly what: string;
  readonly platform: Platform;
  readonly change: Change;
  /** What some finding has to say. */
  readonly says: RegExp;
}

export const SABOTAGES: readonly Sabotage[] = [
  {
    what: "a tenant's data loses its security group",
    platform: "pct",
    change: changed(SUBNET, /-duin-dat$/, () => ({ networkSecurityGroup: undefined })),
    says: /^forbidden: data of tenant duin .* reaches .*Decided by: /,
  },
  {
    what: "a tenant's nodes may go to every tenant's data",
    platform: "pct",
    change: (resources) =>
      changed(
        NSG,
        /-duin-app$/,
        rules((rule) => [
          rule["name"] === "allow-nodes-data-outbound" ? { ...rule, destinationAddressPrefix: "VirtualNetwork" } : rule,
        ]),
      )(
        changed(
          NSG,
          /-lind-dat$/,
          rules((rule) => [
            rule["name"] === "allow-nodes-data-inbound"
              ? { ...rule, sourceAddressPrefixes: undefined, sourceAddressPrefix: "10.76.16.0/20" }
              : rule,
          ]),
        )(resources),
      ),
    says: /^forbidden: application of tenant duin \(weu, cell 1\) reaches data of tenant lind \(weu, cell 1\) at TCP 1433, .*allow-nodes-data-inbound/,
  },
  {
    what: "nodes lose the refusal of the rest",
    platform: "coachview",
    change: changed(
      NSG,
      /cell-01|-01-app$/,
      rules((rule) => (String(rule["name"]).startsWith("deny-rest") ? [] : [rule])),
    ),
    says: /^forbidden: .*application.* Decided by: (Azure's default rule|allow rule|network rule|application rule)/,
  },
  {
    what: "nodes go to the internet past the firewall",
    platform: "coachview",
    change: changed(
      "network:RouteTable",
      /-01-app$/,
      routes((route) => [{ ...route, nextHopType: "Internet", nextHopIpAddress: undefined }]),
    ),
    says: /^missing: application .* cannot reach the internet .*has no public address/,
  },
  {
    what: "private endpoints of a tenant are hidden from groups and routes",
    platform: "superoffice",
    change: changed(SUBNET, /noe-01-fjel-dat$/, () => ({ privateEndpointNetworkPolicies: "Disabled" })),
    says: /^forbidden: partner operations .* reaches data of tenant fjel \(noe, cell 1\) at .*no network policies/,
  },
  {
    what: "a spoke refuses what the firewall passes on",
    platform: "draftit",
    change: changed("network:VirtualNetworkPeering", /drp-swc-01-net\/virtualNetworkPeerings/, () => ({
      allowForwardedTraffic: false,
    })),
    says: /^missing: partner hosting .* cannot reach data of tenant bjor .*Decided by: allowForwardedTraffic/,
  },
  {
    what: "the firewall has no policy any more",
    platform: "cloxxs",
    change: changed("network:AzureFirewall", /./, () => ({ firewallPolicy: undefined })),
    says: /^missing: application .* cannot reach the internet .*Decided by: no rule allows it/,
  },
  {
    what: "a name too many is opened",
    platform: "cloxxs",
    change: changed(
      "network:FirewallPolicyRuleCollectionGroup",
      /cell-01$/,
      collections((rule) => ("targetFqdns" in rule ? { ...rule, targetFqdns: ["*"] } : rule)),
    ),
    says: /^forbidden: application .* reaches the internet .*any other name/,
  },
  {
    what: "staff may reach documents",
    platform: "coachview",
    change: (resources) =>
      changed(
        "network:FirewallPolicyRuleCollectionGroup",
        /cell-01$/,
        collections((rule) =>
          rule["name"] === "partner-data"
            ? { ...rule, destinationAddresses: ["10.64.16.0/20"], destinationPorts: ["*"] }
            : rule,
        ),
      )(
        changed(
          NSG,
          /-01-doc$/,
          rules((rule) => [
            rule["direction"] === "Inbound"
              ? { ...rule, access: "Allow", sourceAddressPrefix: "*", sourceAddressPrefixes: undefined }
              : rule,
          ]),
        )(resources),
      ),
    says: /^forbidden: partner operations .* reaches documents \(weu, cell 1\)/,
  },
  {
    what: "a database server opens to every Azure customer",
    platform: "draftit",
    change: (resources) => {
      const server = resources.find(({ type }) => type === "sql:Server");
      return added("azure-native:sql:FirewallRule", `${server?.id ?? ""}/firewallRules/all`, {
        startIpAddress: "0.0.0.0",
        endIpAddress: "0.0.0.0",
      })(changed("sql:Server", /./, () => ({ publicNetworkAccess: "Enabled" }))(resources));
    },
    says: /^forbidden: the internet reaches sql-.* at its public address.*TCP 1433 from azurecloud/,
  },
  {
    what: "a storage account is public",
    platform: "superoffice",
    change: changed("storage:StorageAccount", /doc/, () => ({
      publicNetworkAccess: "Enabled",
      networkRuleSet: { defaultAction: "Allow" },
    })),
    says: /^forbidden: the internet reaches stsop.* at its public address/,
  },
  {
    what: "a tenant's endpoint stands in another tenant's segment",
    platform: "superoffice",
    change: (resources) => {
      const foreign = resources.find(({ type, id }) => type === SUBNET && /noe-01-mgt|noe-01-doc$/.test(id ?? ""));
      return changed("network:PrivateEndpoint", /noe-01-fjel-dat$/, () => ({ subnet: { id: foreign?.id } }))(resources);
    },
    says: /^unclassified: pep-.*fjel.* in snet-sop-noe-01-doc leads to sql-.*, which holds no documents/,
  },
  {
    what: "a tenant's nodes are no longer kept to it",
    platform: "pct",
    change: changed("containerservice:AgentPool", /npduin|tduin/, () => ({ nodeTaints: [] })),
    says: /^unclassified: pool .* stands in snet-pcp-weu-01-duin-app, but its label and taint do not keep it to tenant duin/,
  },
  {
    what: "anything may run on the web servers",
    platform: "coachview",
    change: changed("containerservice:AgentPool", /web$/, () => ({ nodeTaints: [] })),
    says: /^unclassified: pool web .* stands in snet-cvp-weu-01-web--nodes, but .* do not keep it to web servers/,
  },
  {
    what: "plain HTTP is passed on",
    platform: "coachview",
    change: changed("network:ApplicationGateway", /./, (inputs) => ({
      requestRoutingRules: list(inputs["requestRoutingRules"]).map((rule) => ({
        ...rule,
        redirectConfiguration: undefined,
        backendAddressPool: { id: "x/ingress" },
      })),
    })),
    says: /^forbidden: the internet reaches edge \(weu, cell 1\) at TCP 80/,
  },
  {
    what: "something that carries packets is not known",
    platform: "coachview",
    change: added("azure-native:network:LoadBalancer", "/subscriptions/s/x", { frontendIPConfigurations: [] }),
    says: /^unclassified: added: a network:LoadBalancer may carry packets/,
  },
  {
    what: "the tunnel between the sites has one end only",
    platform: "superoffice",
    change: without("network:VirtualNetworkGatewayConnection", /con-sop-now-vpn--to-noe$/),
    says: /^missing: batch servers \(noe, cell 1\) cannot reach backup \(now\)/,
  },
  {
    what: "the sites are peered",
    platform: "superoffice",
    change: (resources) => {
      const hub = (site: string) =>
        resources.find(
          ({ type, id }) => type === "network:VirtualNetwork" && (id ?? "").endsWith(`vnet-sop-${site}-hub`),
        )?.id ?? "";
      const half = (from: string, to: string): Change =>
        added("azure-native:network:VirtualNetworkPeering", `${hub(from)}/virtualNetworkPeerings/to-${to}`, {
          remoteVirtualNetwork: { id: hub(to) },
          allowForwardedTraffic: true,
        });
      return half(
        "noe",
        "now",
      )(half("now", "noe")(resources).map((one) => (one.name === "added" ? { ...one, urn: `${one.urn}-2` } : one)));
    },
    says: /^forbidden: batch servers \(noe, cell 1\) reaches backup \(now\) at TCP 443, but not through a tunnel/,
  },
  {
    what: "a subnet has a name that nobody can read",
    platform: "draftit",
    change: changed(SUBNET, /-01-bjor-dat$/, () => ({ subnetName: "legacy" })),
    says: /^unclassified: subnet legacy of vnet-drp-swc-01-net cannot be classified/,
  },
];
