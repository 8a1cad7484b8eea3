import type { ResourceModel } from "../../arm/resource-model";
import { lock } from "./lock";
import { roleAssignment } from "./role-assignment";

/** Microsoft.Authorization, apart from Azure Policy. */
export const authorizationModels: readonly ResourceModel[] = [lock, roleAssignment];
