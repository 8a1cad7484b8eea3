import { listOf, walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { Reference, ResourceSet } from "../../resources/resource-set";

/** A listener of a gateway with the firewall policy that judges what comes in through it. */
export interface GuardedListener {
  readonly gateway: RegisteredResource;
  readonly name: string;
  readonly hostName: string;
  readonly protocol: string;
  /** Whether it answers at a private address only, so that nobody comes by the internet. */
  readonly isPrivate: boolean;
  /** Its own policy, which replaces the gateway's; the gateway's where it has none. */
  readonly policy: Reference;
}

/** Every listener of every gateway. Source: Microsoft Learn, web-application-firewall/ag/per-site-policies (2024). */
export function guardedListeners(resources: ResourceSet): readonly GuardedListener[] {
  return resources.ofType("network:ApplicationGateway").flatMap((gateway) =>
    listOf(gateway, "httpListeners").map(({ name, hostName, protocol, frontendIPConfiguration }, index) => {
      const own = resources.reference(
        gateway,
        `httpListeners.${index}.firewallPolicy.id`,
        "network:WebApplicationFirewallPolicy",
      );
      const policy =
        own.kind === "absent"
          ? resources.reference(gateway, "firewallPolicy.id", "network:WebApplicationFirewallPolicy")
          : own;
      const isPrivate = isPrivateFrontend(gateway, frontendIPConfiguration);
      return { gateway, name: String(name), hostName: String(hostName), protocol: String(protocol), isPrivate, policy };
    }),
  );
}

/** Whether a listener's frontend is known to have no public address. */
function isPrivateFrontend(gateway: RegisteredResource, reference: unknown): boolean {
  const id = walk(reference, "id");
  const name = id.kind === "given" ? String(id.value).split("/").at(-1) : undefined;
  const frontend = listOf(gateway, "frontendIPConfigurations").find((one) => one["name"] === name);
  return frontend?.["subnet"] !== undefined && frontend["publicIPAddress"] === undefined;
}
