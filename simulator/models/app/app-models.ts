import type { ResourceModel } from "../../arm/resource-model";
import { managedEnvironment } from "./managed-environment";

/** Microsoft.App: Container Apps. */
export const appModels: readonly ResourceModel[] = [managedEnvironment];
