import type { Agreement } from "../../agreement/agreement";
import type { Ledger } from "../../agreement/ledger";
import type { Tenants } from "../../agreement/tenants";
import type { Explanation } from "../../infra/plan/explain";
import type { Control } from "../../policies/controls/control";
import type { Verdict } from "../verdict/verdict";
import type { DrillRecord } from "./drill-record";
import type { TopologyGraph } from "./topology-graph";
import type { PlacedTopology } from "./topology-layout";

/** Everything that a page is made of. */
export interface ReportInput {
  readonly verdict: Verdict;
  readonly agreement: Agreement;
  readonly ledger: Ledger;
  readonly tenants: Tenants;
  readonly explanation: Explanation;
  readonly controls: readonly Control[];
  /** The last drill of each kind, sorted by scenario. */
  readonly drills: readonly DrillRecord[];
  readonly topology: { readonly graph: TopologyGraph; readonly placed: PlacedTopology };
}
