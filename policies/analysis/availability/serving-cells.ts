import { parseStackName } from "../../../azure/names/stack-name";
import { ResourceSet } from "../../resources/resource-set";

/** A cell that serves tenants. */
export interface ServingCell {
  /** `01` */
  readonly name: string;
  /** The resources of its stack. */
  readonly resources: ResourceSet;
}

/** What only a cell has that somebody reaches; one of which only data is left has its servers still. */
const SERVES = ["containerservice:ManagedCluster", "network:ApplicationGateway", "network:VirtualNetwork"] as const;

/** The cells among some resources, without those that only keep what their tenants have left. */
export function servingCells({ resources, isUnion }: ResourceSet): readonly ServingCell[] {
  return [...new Set(resources.map(({ stack }) => stack))]
    .flatMap((stack) => {
      const identity = parseStackName(stack);
      if (identity.layer !== "cell") return [];
      const own = resources.filter((one) => one.stack === stack);
      return [{ name: String(identity.cell).padStart(2, "0"), resources: new ResourceSet(own, isUnion) }];
    })
    .filter(({ resources: own }) => own.ofType(...SERVES).length > 0);
}
