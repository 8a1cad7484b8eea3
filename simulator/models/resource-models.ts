import type { ResourceModel } from "../arm/resource-model";
import { subnet } from "./network/subnet";
import { virtualNetwork } from "./network/virtual-network";
import { resourceGroup } from "./resources/resource-group";

/** Every type that the local cloud models. */
export const resourceModels: readonly ResourceModel[] = [resourceGroup, subnet, virtualNetwork];
