import type { GeneratorValue } from "fast-check";
import { registeredResource, type RegisteredResource } from "../../policies/resources/registered-resource";
import { bag, bags, str, type Bag } from "./azure-lookups";
import { Draw } from "./random-draw";

/** For tests: a real platform in which a few things of its networks are different, sensible or not. */
export function withRandomChanges(
  g: GeneratorValue,
  resources: readonly RegisteredResource[],
): readonly RegisteredResource[] {
  const draw = new Draw(g);
  return Array.from({ length: 1 + draw.number(4) }).reduce<readonly RegisteredResource[]>((changed) => {
    const [type, change] = draw.one(Object.entries(CHANGES));
    const candidates = changed.filter((one) => one.type === type);
    if (candidates.length === 0) return changed;
    const target = draw.one(candidates);
    const inputs = change(draw, target.inputs);
    return changed.flatMap((one) => {
      if (one !== target) return [one];
      return inputs === undefined ? [] : [registeredResource({ ...one, inputs })];
    });
  }, resources);
}

/** What becomes of the inputs of a resource; nothing where it goes. */
type Change = (draw: Draw, inputs: Bag) => Bag | undefined;

const without = (inputs: Bag, key: string): Bag =>
  Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== key));

/** One entry of a list of a resource's is changed, or leaves. */
function inList(draw: Draw, inputs: Bag, key: string, change: (entry: Bag) => Bag | undefined): Bag {
  const list = bags(inputs[key]);
  if (list.length === 0) return inputs;
  const target = draw.one(list);
  return { ...inputs, [key]: list.flatMap((entry) => (entry === target ? (change(entry) ?? []) : [entry])) };
}

const flipped = (draw: Draw, inputs: Bag, keys: readonly string[]): Bag => {
  const key = draw.one(keys);
  return { ...inputs, [key]: inputs[key] !== true };
};

const WIDE = ["*", "10.0.0.0/8", "VirtualNetwork", "Internet"];

const CHANGES: Readonly<Record<string, Change>> = {
  "network:RouteTable": (draw, inputs) => {
    if (draw.yes(2)) return flipped(draw, inputs, ["disableBgpRoutePropagation"]);
    return inList(draw, inputs, "routes", (route) => {
      if (draw.yes(4)) return undefined;
      if (draw.yes(5)) return { ...route, addressPrefix: draw.one(["0.0.0.0/0", "10.0.0.0/8", "10.76.28.0/24"]) };
      return { ...without(route, "nextHopIpAddress"), nextHopType: draw.one(["Internet", "None", "VnetLocal"]) };
    });
  },
  "network:Subnet": (draw, inputs) => {
    if (draw.yes(4)) return without(inputs, draw.one(["routeTable", "networkSecurityGroup"]));
    if (draw.yes(3)) return { ...inputs, defaultOutboundAccess: inputs["defaultOutboundAccess"] === false };
    return {
      ...inputs,
      privateEndpointNetworkPolicies: draw.one([
        "Disabled",
        "Enabled",
        "NetworkSecurityGroupEnabled",
        "RouteTableEnabled",
      ]),
    };
  },
  "network:NetworkSecurityGroup": (draw, inputs) =>
    inList(draw, inputs, "securityRules", (rule) => {
      if (draw.yes(3)) return undefined;
      if (draw.yes(3)) return { ...rule, access: str(rule["access"]) === "Allow" ? "Deny" : "Allow" };
      const side = draw.one(["source", "destination"]);
      const kept = without(without(rule, `${side}AddressPrefix`), `${side}AddressPrefixes`);
      return { ...kept, [`${side}AddressPrefix`]: draw.one(WIDE) };
    }),
  "network:VirtualNetworkPeering": (draw, inputs) =>
    draw.yes(2)
      ? undefined
      : flipped(draw, inputs, [
          "allowVirtualNetworkAccess",
          "allowForwardedTraffic",
          "allowGatewayTransit",
          "useRemoteGateways",
        ]),
  "network:AzureFirewall": (draw, inputs) => (draw.yes(5) ? undefined : without(inputs, "firewallPolicy")),
  "network:FirewallPolicy": (_draw, inputs) => without(inputs, "basePolicy"),
  "network:FirewallPolicyRuleCollectionGroup": (draw, inputs) =>
    inList(draw, inputs, "ruleCollections", (collection) => {
      if (draw.yes(3)) return { ...collection, action: { type: draw.one(["Deny", "Allow"]) } };
      return inList(draw, collection, "rules", (rule) => {
        if (draw.yes(3)) return undefined;
        const isNetwork = rule["ruleType"] === "NetworkRule";
        return draw.yes(5)
          ? { ...rule, sourceAddresses: ["*"] }
          : { ...rule, [isNetwork ? "destinationAddresses" : "targetFqdns"]: ["*"] };
      });
    }),
  "network:VirtualNetworkGatewayConnection": (draw, inputs) =>
    draw.yes(4) ? undefined : flipped(draw, inputs, ["enableBgp"]),
  "network:LocalNetworkGateway": (_draw, inputs) => ({
    ...inputs,
    localNetworkAddressSpace: { addressPrefixes: ["10.0.0.0/8", "192.168.0.0/16"] },
  }),
  "network:PrivateEndpoint": () => undefined,
  "containerservice:ManagedCluster": (draw, inputs) => ({
    ...inputs,
    networkProfile: {
      ...bag(inputs["networkProfile"]),
      ...draw.one<Bag>([{ outboundType: "loadBalancer" }, { networkPluginMode: "none" }]),
    },
  }),
};
