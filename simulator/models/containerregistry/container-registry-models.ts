import type { ResourceModel } from "../../arm/resource-model";
import { registry } from "./registry";
import { replication } from "./replication";

/** Microsoft.ContainerRegistry. */
export const containerRegistryModels: readonly ResourceModel[] = [registry, replication];
