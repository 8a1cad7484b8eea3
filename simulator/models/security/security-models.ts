import type { ResourceModel } from "../../arm/resource-model";
import { pricing } from "./pricing";
import { securityContact } from "./security-contact";

/** Microsoft.Security: Defender for Cloud. */
export const securityModels: readonly ResourceModel[] = [pricing, securityContact];
