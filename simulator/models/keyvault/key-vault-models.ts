import type { ResourceModel } from "../../arm/resource-model";
import { key, secret } from "./key";
import { vault } from "./vault";

/** Microsoft.KeyVault. */
export const keyVaultModels: readonly ResourceModel[] = [key, secret, vault];
