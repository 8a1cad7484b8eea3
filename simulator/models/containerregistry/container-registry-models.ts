import type { ResourceModel } from "../../arm/resource-model";
import { replication } from "./replication";

/** Microsoft.ContainerRegistry. */
export const containerRegistryModels: readonly ResourceModel[] = [replication];
