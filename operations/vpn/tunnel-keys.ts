import type { StateResource } from "../stack-operations";

/** The pre-shared key of one tunnel, as the platform's state knows it. */
export interface TunnelKey {
  /** `vpn-noe-operations-1`, `site-link-noe-now`. */
  readonly tunnel: string;
  readonly urn: string;
  /** Everything that holds the key: both ends of the tunnel, and the secrets in which people read it. */
  readonly holders: readonly KeyHolder[];
}

/** Something that holds a key. */
export interface KeyHolder {
  readonly kind: "connection" | "secret";
  readonly urn: string;
  /** Name in Azure; a secret's with its vault. */
  readonly name: string;
}

const PASSWORD = "random:index/randomPassword:RandomPassword";
const KINDS: Readonly<Record<string, KeyHolder["kind"]>> = {
  "azure-native:network:VirtualNetworkGatewayConnection": "connection",
  "azure-native:keyvault:Secret": "secret",
};

const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function holderOf({ type, urn, inputs = {} }: StateResource): KeyHolder | undefined {
  const kind = KINDS[type];
  if (kind === undefined) return undefined;
  const name =
    kind === "connection"
      ? text(inputs["virtualNetworkGatewayConnectionName"])
      : `${text(inputs["vaultName"])}/${text(inputs["secretName"])}`;
  return { kind, urn, name };
}

/** The keys of all tunnels in the state of a platform layer, by name. What a run left to be deleted does not count. */
export function tunnelKeys(resources: readonly StateResource[]): readonly TunnelKey[] {
  const live = resources.filter((resource) => resource.delete !== true);
  return live
    .filter(({ type }) => type === PASSWORD)
    .map(({ urn }) => ({
      tunnel: nameOf(urn).replace(/-key$/, ""),
      urn,
      holders: live.filter(({ dependencies = [] }) => dependencies.includes(urn)).flatMap((one) => holderOf(one) ?? []),
    }))
    .sort((one, other) => (one.tunnel < other.tunnel ? -1 : 1));
}
