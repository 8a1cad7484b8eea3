import type { ResourceModel } from "../../arm/resource-model";
import { job } from "./job";
import { managedEnvironment } from "./managed-environment";

/** Microsoft.App: Container Apps. */
export const appModels: readonly ResourceModel[] = [managedEnvironment, job];
