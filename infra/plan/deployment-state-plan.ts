/** Where the state of the deployment itself and the key of its secrets rest. */
export interface DeploymentStatePlan {
  readonly site: string;
  readonly region: string;
  /** A storage SKU: over the pair of the region where residency lets it. */
  readonly redundancy: string;
  /** Region to which Key Vault copies the key by itself; absent where there is none. */
  readonly keyCopiedTo?: string;
}
