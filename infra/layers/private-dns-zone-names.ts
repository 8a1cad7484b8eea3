import { privateDnsZone, type PrivateLinkService } from "../../azure/private-link";
import type { Plan } from "../plan/plan";

const SERVICES: readonly PrivateLinkService[] = ["sql", "blob", "keyVault", "containerRegistry", "kubernetes"];

/** Every private zone of a platform, for the regions in which it has networks. */
export function privateDnsZoneNames(plan: Pick<Plan, "hubs" | "sites">): readonly string[] {
  const sites = new Set(plan.hubs.map((hub) => hub.site));
  const regions = plan.sites.filter((site) => sites.has(site.code)).map((site) => site.region);
  return [...new Set(SERVICES.flatMap((service) => regions.map((region) => privateDnsZone(service, region))))];
}
