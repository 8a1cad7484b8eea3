import type { Properties, RegisteredResource } from "../../../resources/registered-resource";
import { isUnknown } from "../../../resources/unknown";
import { effectiveValue } from "../../../../azure/defaults";
import type { Route, RouteTable } from "../model/network-model";
import { addressesOf } from "../packets/ipv4";
import { includes } from "../packets/intervals";
import { list, part, sameWord, text, type ModelReader } from "./model-reader";

const HOPS = ["VirtualAppliance", "Internet", "VnetLocal", "None", "VirtualNetworkGateway"] as const;

/** Route tables by their resource, with routes that are inline and routes that are resources of their own. */
export function readRouteTables(reader: ModelReader): ReadonlyMap<RegisteredResource, RouteTable> {
  const apart = reader.partsOf("network:Route", "network:RouteTable");
  return new Map(
    reader.set.ofType("network:RouteTable").map((table) => {
      const inline = reader.entries(table, "routes").map((route) => readRoute(reader, table, route));
      const own = (apart.get(table) ?? []).map((route) =>
        readRoute(reader, route, { name: reader.label(route), ...route.inputs }),
      );
      return [
        table,
        {
          label: reader.label(table),
          propagates: effectiveValue(table.type, table.inputs, "disableBgpRoutePropagation") !== true,
          routes: [...inline, ...own].flatMap((route) => route ?? []),
        },
      ];
    }),
  );
}

function readRoute(reader: ModelReader, about: RegisteredResource, route: Properties): Route | undefined {
  const name = text(route["name"]);
  const hop = HOPS.find((candidate) => sameWord(route["nextHopType"], candidate));
  const prefix = route["addressPrefix"];
  if (hop === undefined || typeof prefix !== "string" || isUnknown(prefix)) {
    return reader.undetermined(about, `prefix or next hop of route ${name} cannot be read`);
  }
  if (hop !== "VirtualAppliance") return { name, prefix, hop };
  const appliance = applianceOf(reader, about, route["nextHopIpAddress"]);
  if (appliance === undefined) {
    return reader.undetermined(about, `to which appliance route ${name} leads is not known before the update`);
  }
  return { name, prefix, hop, appliance };
}

/**
 * Who has an address: the firewall that Azure gave it to; before that is known, the firewall in whose subnet it is, or the
 * one firewall that the routes depend on. The address itself where nobody has it.
 */
function applianceOf(
  reader: ModelReader,
  table: RegisteredResource,
  address: unknown,
): RegisteredResource | string | undefined {
  const firewalls = reader.set.ofType("network:AzureFirewall");
  if (typeof address !== "string" || isUnknown(address)) {
    const sources = Object.values(table.propertyDependencies).flat();
    const candidates = firewalls.filter(({ urn }) => sources.includes(urn));
    return candidates.length === 1 ? candidates[0] : undefined;
  }
  const owner = firewalls.find((firewall) => privateAddress(firewall) === address);
  if (owner !== undefined) return owner;
  const unaddressed = firewalls.filter((firewall) => privateAddress(firewall) === undefined);
  return unaddressed.find((firewall) => standsAround(reader, firewall, address)) ?? address;
}

function privateAddress(firewall: RegisteredResource): string | undefined {
  return list(firewall.outputs["ipConfigurations"])
    .map((configuration) => configuration["privateIPAddress"])
    .find((address): address is string => typeof address === "string" && !isUnknown(address) && address !== "");
}

function standsAround(reader: ModelReader, firewall: RegisteredResource, address: string): boolean {
  const subnet = reader.set.reference(firewall, "ipConfigurations.0.subnet.id", "network:Subnet");
  const space =
    subnet.kind === "resource" ? addressesOf(text(part(subnet.resource.inputs)["addressPrefix"])) : undefined;
  const [value] = addressesOf(address) ?? [];
  return space !== undefined && value !== undefined && includes(space, value);
}
