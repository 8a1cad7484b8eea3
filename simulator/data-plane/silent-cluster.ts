import { isWithin } from "../../azure/arm-id";
import type { Cloud } from "../arm/cloud";
import { endOf, faultsIn } from "./faults";
import { regionOf } from "./outages";

/**
 * Whether the API server of a cluster takes connections and does not answer, because the cluster or its region fails. The
 * loss of a zone does not silence it: Azure replicates control planes in several zones
 * (learn.microsoft.com/azure/aks/availability-zones, "AKS control plane", 2026).
 */
export function isSilent(cloud: Cloud, cluster: string): boolean {
  const now = Date.parse(cloud.now);
  return faultsIn(cloud.history).some((listed) => {
    const { fault } = listed;
    if (listed.from > now || endOf(listed) <= now) return false;
    return (
      (fault.kind === "resource" && isWithin(cluster, fault.resourceId)) ||
      (fault.kind === "region" && regionOf(cloud, cluster) === fault.region)
    );
  });
}
