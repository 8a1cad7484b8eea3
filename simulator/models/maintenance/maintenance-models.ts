import type { ResourceModel } from "../../arm/resource-model";
import { configurationAssignment } from "./configuration-assignment";
import { networkMaintenance } from "./network-maintenance";

/** Microsoft.Maintenance, as far as networks go. */
export const maintenanceModels: readonly ResourceModel[] = [networkMaintenance, configurationAssignment];
