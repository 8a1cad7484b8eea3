import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { isUnknown } from "../../resources/unknown";
import { byHome, homeKey } from "./tenant-homes";

type Part = Readonly<Record<string, unknown>>;

const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const OPTIONS = "kubernetes:core/v1:ConfigMap";
const HOME = "ns-web";

/** What a gateway tells its controller about the objects that it makes for it, by kind. */
export type GatewayOptions =
  | { readonly kind: "known"; readonly of: (object: string) => Part }
  | { readonly kind: "unknown" }
  /** Nothing is said, or what is said is no JSON, which this program writes. */
  | { readonly kind: "absent" };

/**
 * Every gateway of the ingress with the options of its proxies: those of the ConfigMap that it names in its own namespace.
 * One in another namespace is nobody's, which the analysis of who reaches whom tells.
 */
export function gatewaysWithOptions(
  resources: ResourceSet,
): readonly { readonly gateway: RegisteredResource; readonly options: GatewayOptions }[] {
  const maps = byHome(resources.ofType(OPTIONS));
  const ingress = resources.ofType(GATEWAY).filter((one) => textOf(one, "metadata.namespace") === HOME);
  return ingress.map((gateway) => ({ gateway, options: optionsOf(gateway, maps) }));
}

function optionsOf(
  gateway: RegisteredResource,
  maps: ReadonlyMap<string, readonly RegisteredResource[]>,
): GatewayOptions {
  const reference = read(gateway, "spec.infrastructure.parametersRef.name");
  if (reference.kind === "unknown") return { kind: "unknown" };
  const name = reference.kind === "given" ? reference.value : undefined;
  const map = (maps.get(homeKey(gateway)) ?? []).find((one) => textOf(one, "metadata.name") === name);
  const data = map === undefined ? undefined : valueOf(map, "data");
  if (
    map !== undefined &&
    (read(map, "data").kind === "unknown" || Object.values((data ?? {}) as Part).some(isUnknown))
  ) {
    return { kind: "unknown" };
  }
  try {
    const parsed = Object.entries((data ?? {}) as Part).map(([key, text]) => [key, JSON.parse(String(text))] as const);
    const known = new Map<string, unknown>(parsed);
    if (known.size === 0) return { kind: "absent" };
    return { kind: "known", of: (object) => ((known.get(object) as Part | undefined)?.["spec"] ?? {}) as Part };
  } catch {
    return { kind: "absent" };
  }
}
