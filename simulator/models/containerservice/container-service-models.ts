import type { ResourceModel } from "../../arm/resource-model";
import { trustedAccessRoleBinding } from "./trusted-access-role-binding";

/** Microsoft.ContainerService. */
export const containerServiceModels: readonly ResourceModel[] = [trustedAccessRoleBinding];
