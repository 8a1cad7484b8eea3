import type { Tenant } from "../../../agreement/tenants";
import { parseStackName } from "../../../azure/names/stack-name";
import type { Measure } from "../../framework/language";
import type { ResourceSet } from "../../resources/resource-set";

/** The layers of the stacks among some resources, with their cells. */
function layersOf(resources: ResourceSet) {
  return [...new Set(resources.resources.map(({ stack }) => stack))].map((stack) => parseStackName(stack));
}

/** Whether a layer is among the resources. */
export function hasLayer(resources: ResourceSet, layer: "guard" | "platform"): boolean {
  return layersOf(resources).some((one) => one.layer === layer);
}

/** Whether a tenant belongs to the cell that a stack deploys. */
export function isOfCell({ cell }: Pick<Tenant, "cell">, stack: string): boolean {
  const identity = parseStackName(stack);
  return identity.layer === "cell" && identity.cell === Number(cell);
}

/** The tenants whose cells are among the resources; a tenant that leaves has everything until it has left. */
export function tenantsHere(resources: ResourceSet, { tenants }: Measure): readonly Tenant[] {
  const cells = layersOf(resources).flatMap((one) => (one.layer === "cell" ? [one.cell] : []));
  return tenants.tenants.filter(({ cell }) => cells.includes(Number(cell)));
}
