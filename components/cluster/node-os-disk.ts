/** What AKS gives an operating system by default on nodes of four or more cores (Microsoft Learn, aks/concepts-storage). */
const GIB = 128;

/** Local disk of a size of the D and E series with one (a `d` among its letters), generations 4 and 5, for every core. */
const LOCAL_GIB_PER_CORE = 37.5;

export interface NodeOsDisk {
  readonly osDiskType: "Ephemeral" | "Managed";
  readonly osDiskSizeGB: number;
}

/**
 * Where a node's operating system is kept: on the host's own disk where that is known to be large enough, so that a node
 * starts and is replaced without waiting for storage and nothing of it outlives it; on a managed disk otherwise, because
 * AKS refuses what does not fit.
 *
 * @param vmSize such as `Standard_D4ds_v5`, which has 150 GiB
 * @see Microsoft Learn, aks/concepts-storage (ephemeral OS disk), virtual-machines/sizes/general-purpose/ddsv5-series.
 */
export function nodeOsDisk(vmSize: string): NodeOsDisk {
  const [, cores = "0", letters = ""] = /^Standard_[DE](\d+)([a-z]*)_v[45]$/.exec(vmSize) ?? [];
  const fits = letters.includes("d") && Number(cores) * LOCAL_GIB_PER_CORE >= GIB;
  return { osDiskType: fits ? "Ephemeral" : "Managed", osDiskSizeGB: GIB };
}
