import type { ResourceModel } from "../../arm/resource-model";
import { lock } from "./lock";
import { roleAssignment } from "./role-assignment";
import { roleDefinition } from "./role-definition";

/** Microsoft.Authorization, apart from Azure Policy. */
export const authorizationModels: readonly ResourceModel[] = [lock, roleAssignment, roleDefinition];
