import { privateDnsZone, type PrivateLinkService } from "../../azure/private-link";
import type { Plan } from "../plan/plan";
import { siteOf } from "./plan-lookup";

const SERVICES: readonly PrivateLinkService[] = ["sql", "blob", "keyVault", "containerRegistry", "kubernetes"];

/** Every private zone of a site. */
export function privateDnsZoneNames(plan: Pick<Plan, "sites">, site: string): readonly string[] {
  const { region } = siteOf(plan, site);
  return SERVICES.map((service) => privateDnsZone(service, region));
}
