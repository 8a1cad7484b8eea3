/**
 * What every policy of a firewall does with the traffic that passes. Stated in the base and in the sites' policies: a
 * policy may only be stricter than its base (Microsoft Learn, firewall-manager/rule-processing), and each can be judged
 * by itself.
 *
 * Intrusion prevention needs the Premium tier (Microsoft Learn, firewall/premium-features, 2024). The firewall answers
 * names too, for partners who come through the VPN and cannot ask Azure's resolver.
 */
export const INSPECTION = {
  sku: { tier: "Premium" },
  threatIntelMode: "Deny",
  intrusionDetection: { mode: "Deny" },
  dnsSettings: { enableProxy: true },
} as const;
