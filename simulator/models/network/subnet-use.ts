import { RESERVED_ADDRESSES_PER_SUBNET } from "../../../azure/subnets";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmResource } from "../../arm/resource";
import { idKey } from "../../arm/resource-id";
import { addressNumber, addressText } from "../ip-prefix";
import { subnetPrefixes } from "./address-space";

/** Types of which a mention of a subnet means that something with an address is in it. */
export const subnetUsers = [
  "Microsoft.ContainerService/managedClusters",
  "Microsoft.ContainerService/managedClusters/agentPools",
  "Microsoft.Network/applicationGateways",
  "Microsoft.Network/azureFirewalls",
  "Microsoft.Network/privateEndpoints",
  "Microsoft.Network/virtualNetworkGateways",
  "Microsoft.App/managedEnvironments",
] as const;

const users = new Set(subnetUsers.map((type) => type.toLowerCase()));

/** Everything with addresses in a subnet, apart from one resource. */
export function occupantsOf(subnetId: string, cloud: CloudView, except?: string): readonly ArmResource[] {
  const found = cloud
    .referencesTo(subnetId)
    .filter(({ from }) => users.has(from.type.toLowerCase()) && idKey(from.id) !== idKey(except ?? ""))
    .map(({ from }) => [idKey(from.id), from] as const);
  return [...new Map(found).values()];
}

/** The first four addresses and the last one of a subnet are Azure's (Microsoft Learn, virtual-networks-faq). */
const reservedAtStart = 4;

/** Addresses that Azure leaves to a subnet's users. */
export function usableAddresses(subnet: ArmResource): number {
  return subnetPrefixes(subnet.body).reduce(
    (sum, { first, last }) => sum + Math.max(0, last - first + 1 - RESERVED_ADDRESSES_PER_SUBNET),
    0,
  );
}

/** The lowest free addresses of a subnet, at most as many as asked for. */
export function freeAddresses(subnet: ArmResource, taken: ReadonlySet<string>, count: number): readonly string[] {
  const free: string[] = [];
  for (const { first, last } of subnetPrefixes(subnet.body)) {
    for (let value = first + reservedAtStart; value < last && free.length < count; value++) {
      if (!taken.has(addressText(value))) free.push(addressText(value));
    }
  }
  return free;
}

/** Tells whether an address can be given to something in the subnet. */
export function isUsable(subnet: ArmResource, address: string): boolean {
  const value = addressNumber(address);
  if (value === undefined) return false;
  return subnetPrefixes(subnet.body).some(({ first, last }) => value >= first + reservedAtStart && value < last);
}

/** The network of a subnet's id. */
export function networkIdOf(subnetId: string): string {
  return subnetId.replace(/\/subnets\/[^/]+\/?$/i, "");
}
