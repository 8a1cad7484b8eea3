import { listOf } from "../../resources/reading";
import type { ResourceSet } from "../../resources/resource-set";

/** The last part of the id that a listener refers to something by. */
function referred(value: unknown): string {
  const { id } = (value ?? {}) as { readonly id?: unknown };
  return String(id).slice(String(id).lastIndexOf("/") + 1);
}

/** Where gateways answer for a host by a private address, as `address:port`, by host name. */
export function privateWaysIn(resources: ResourceSet): ReadonlyMap<string, ReadonlySet<string>> {
  const ways = new Map<string, Set<string>>();
  for (const gateway of resources.ofType("network:ApplicationGateway")) {
    const addresses = new Map(
      listOf(gateway, "frontendIPConfigurations").map(({ name, privateIPAddress }) => [name, privateIPAddress]),
    );
    const ports = new Map(listOf(gateway, "frontendPorts").map(({ name, port }) => [name, port]));
    for (const { hostName, frontendIPConfiguration, frontendPort } of listOf(gateway, "httpListeners")) {
      const address = addresses.get(referred(frontendIPConfiguration));
      if (typeof address !== "string" || typeof hostName !== "string") continue;
      const known = ways.get(hostName) ?? new Set();
      ways.set(hostName, known.add(`${address}:${String(ports.get(referred(frontendPort)))}`));
    }
  }
  return ways;
}
