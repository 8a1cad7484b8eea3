import type { ResourceModel } from "../../arm/resource-model";
import { federatedIdentityCredential, userAssignedIdentity } from "./user-assigned-identity";

/** Microsoft.ManagedIdentity. */
export const managedIdentityModels: readonly ResourceModel[] = [userAssignedIdentity, federatedIdentityCredential];
