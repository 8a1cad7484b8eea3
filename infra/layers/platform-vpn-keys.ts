import * as keyvault from "@pulumi/azure-native/keyvault";
import type { Input } from "@pulumi/pulumi";
import type { Scope } from "../../components/component-args";
import { nameInScope } from "../../components/name-in-scope";
import { made } from "./plan-lookup";
import type { PlatformNetwork } from "./platform-network";

export interface VpnKeysArgs {
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  /** Key vaults by site code. */
  readonly keyVaults: Readonly<
    Record<string, { readonly name: Input<string>; readonly resourceGroupName: Input<string> }>
  >;
}

/**
 * Puts every pre-shared key into the vault of its site, where the people who set up a partner's device read it. Written
 * through Azure's management interface, which reaches a vault that is closed to the public.
 */
export function storeVpnKeys({ tunnels }: Pick<PlatformNetwork, "tunnels">, args: VpnKeysArgs): void {
  for (const [site, keys] of Object.entries(tunnels.preSharedKeys)) {
    const vault = made(args.keyVaults, site, "key vault at site");
    for (const [label, value] of Object.entries(keys)) {
      new keyvault.Secret(`vpn-key-${site}-${label}`, {
        secretName: nameInScope({ ...args.scope, site }, "keyvault:Secret", { role: "vpn", label }),
        vaultName: vault.name,
        resourceGroupName: vault.resourceGroupName,
        properties: { value, contentType: "pre-shared key", attributes: { enabled: true } },
        tags: args.tags,
      });
    }
  }
}
