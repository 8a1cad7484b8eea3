import type { Path } from "../../agreement/problem";

/** Something in one of the documents that leaves no plan which keeps the agreement. */
export interface PlanFinding {
  readonly document: "agreement" | "tenants" | "firewall-rules" | "environment";
  readonly path: Path;
  readonly given: string;
  readonly allowed: string;
  /** Ways out, best first. */
  readonly fixes: readonly string[];
  /** Promises that cannot be kept like this. */
  readonly breaks: readonly string[];
}
