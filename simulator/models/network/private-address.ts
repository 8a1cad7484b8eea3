import { valuesAt } from "../../arm/body-path";
import type { CloudView } from "../../arm/cloud-view";
import type { ArmResource } from "../../arm/resource";
import { freeAddresses, occupantsOf } from "./subnet-use";

/** Where resources keep the private addresses that they have. */
const addressPaths = [
  "properties.customDnsConfigs[].ipAddresses[]",
  "properties.ipConfigurations[].properties.privateIPAddress",
  "properties.frontendIPConfigurations[].properties.privateIPAddress",
] as const;

/** The private addresses that a resource has in any subnet. */
export function privateAddressesOf({ body }: ArmResource): readonly string[] {
  const values = addressPaths.flatMap((path) => valuesAt(body, path)).map(({ value }) => value);
  return values.filter((value) => typeof value === "string");
}

/** Private addresses for one more resource in a subnet, the lowest that are free; fewer where the subnet is full. */
export function takeAddresses(subnetId: string, cloud: CloudView, owner: string, count: number): readonly string[] {
  const subnet = cloud.get(subnetId);
  if (subnet === undefined) return [];
  const taken = occupantsOf(subnetId, cloud, owner).flatMap(privateAddressesOf);
  return freeAddresses(subnet, new Set(taken), count);
}
