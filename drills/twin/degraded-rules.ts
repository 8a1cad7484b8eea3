import type { Agreement } from "../../agreement/agreement";

/** Rules about redundancy over zones; each of them asks for what a place in one zone cannot have. */
const zonal: ReadonlySet<string> = new Set([
  "cluster-zonal",
  "firewall-zonal",
  "gateway-zonal",
  "pool-zonal",
  "sql-zonal",
  "storage-zonal",
  "vpn-gateway-zonal",
]);

/** Whether the agreement accepts that a rule is not kept while a site is lost. */
export function acceptedWhileDegraded(rule: string, { recovery }: Pick<Agreement, "recovery">): boolean {
  return !recovery.degraded.zones && zonal.has(rule);
}
