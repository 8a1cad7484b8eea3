const tiers = ["Basic", "Standard", "Premium"];

/** The order of tiers: what a lower one can do a higher one can too. */
export function tierRank(tier: string): number {
  return tiers.indexOf(tier);
}
