import type { Agreement } from "../../../../agreement/agreement";
import type { Tenants } from "../../../../agreement/tenants";

/** What the network is held against. Never the judged program's own word. */
export interface ReachabilityMeasure {
  readonly agreement: Agreement;
  readonly tenants: Tenants;
  /** Host that watches the monitoring from elsewhere, from the environment's document; absent where nobody knows it. */
  readonly watcher?: string;
}
