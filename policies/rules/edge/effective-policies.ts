import { listOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { Reference, ResourceSet } from "../../resources/resource-set";

/** A listener of a gateway with the firewall policy that judges what comes in through it. */
export interface GuardedListener {
  readonly gateway: RegisteredResource;
  readonly name: string;
  readonly hostName: string;
  readonly protocol: string;
  /** Its own policy, which replaces the gateway's; the gateway's where it has none. */
  readonly policy: Reference;
}

/** Every listener of every gateway. Source: Microsoft Learn, web-application-firewall/ag/per-site-policies (2024). */
export function guardedListeners(resources: ResourceSet): readonly GuardedListener[] {
  return resources.ofType("network:ApplicationGateway").flatMap((gateway) =>
    listOf(gateway, "httpListeners").map(({ name, hostName, protocol }, index) => {
      const own = resources.reference(
        gateway,
        `httpListeners.${index}.firewallPolicy.id`,
        "network:WebApplicationFirewallPolicy",
      );
      const policy =
        own.kind === "absent"
          ? resources.reference(gateway, "firewallPolicy.id", "network:WebApplicationFirewallPolicy")
          : own;
      return { gateway, name: String(name), hostName: String(hostName), protocol: String(protocol), policy };
    }),
  );
}
