import type { RegisteredResource } from "../../../resources/registered-resource";
import type { Hop } from "../semantics/places";

/** What is wrong with, or not known about, who reaches whom. */
export interface ReachabilityFinding {
  /**
   * `missing`: a required flow does not pass. `forbidden`: something passes that nobody needs. `unclassified`: something
   * whose place or effect cannot be told. `undetermined`: not known before the update or without other stacks.
   */
  readonly kind: "missing" | "forbidden" | "unclassified" | "undetermined";
  /** Set where it is undetermined: what it will be, unless what is not known yet says otherwise. */
  readonly wouldBe?: "missing" | "forbidden";
  /** One sentence, or a few, for a reviewer. */
  readonly message: string;
  /** The flow or the resource that it is about: `application-database`, `snet-sop-noe-01-web`. */
  readonly about: string;
  /** A packet that shows it. */
  readonly witness?: Witness;
  /** Where the packet goes, hop by hop. */
  readonly path: readonly Hop[];
  /** The rule or route that decides. */
  readonly decides?: string;
  /** What a reviewer looks at first. */
  readonly resource?: RegisteredResource;
}

/** A finding of which nobody can say yet whether it stays one. */
export function stillOpen(finding: ReachabilityFinding): ReachabilityFinding {
  const { kind } = finding;
  return kind === "missing" || kind === "forbidden" ? { ...finding, kind: "undetermined", wouldBe: kind } : finding;
}

/** A packet as people write it. */
export interface Witness {
  readonly source: string;
  readonly destination: string;
  /** `TCP 443` */
  readonly service: string;
}
