import { findSite, type Site } from "../../../azure/sites";
import { parseName } from "../../../azure/names/resource-name";
import { valueOf } from "../../resources/reading";
import type { ResourceSet } from "../../resources/resource-set";

const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
/** Source: cloud-provider-azure.sigs.k8s.io, topics/loadbalancer (2025). */
const SUBNET = "service.beta.kubernetes.io/azure-load-balancer-internal-subnet";

/** The site of each cluster, by its provider: that of the subnet in which its gateway has its address. */
export function clusterSites(resources: ResourceSet): ReadonlyMap<string, Site> {
  return new Map(
    resources.ofType(GATEWAY).flatMap((gateway) => {
      const annotations = (valueOf(gateway, "spec.infrastructure.annotations") ?? {}) as Readonly<
        Record<string, unknown>
      >;
      const site = findSite(parseName("network:Subnet", String(annotations[SUBNET]))?.site ?? "");
      return site === undefined ? [] : [[gateway.provider ?? "", site] as const];
    }),
  );
}

/** Whether nodes of a site stand in several zones. */
export function isZonal(site: Site): boolean {
  return site.zone === undefined && site.region.zones.length > 1;
}
