import type { ResourceModel } from "../../arm/resource-model";
import { pricing } from "./pricing";

/** Microsoft.Security: Defender for Cloud. */
export const securityModels: readonly ResourceModel[] = [pricing];
