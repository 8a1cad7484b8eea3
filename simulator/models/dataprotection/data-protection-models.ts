import type { ResourceModel } from "../../arm/resource-model";
import { resourceGuard } from "./resource-guard";

/** Microsoft.DataProtection. */
export const dataProtectionModels: readonly ResourceModel[] = [resourceGuard];
