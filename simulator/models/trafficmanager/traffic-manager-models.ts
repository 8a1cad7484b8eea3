import type { ResourceModel } from "../../arm/resource-model";
import { endpoints } from "./endpoint";
import { profile } from "./profile";

/** Traffic Manager, which is part of Microsoft.Network. */
export const trafficManagerModels: readonly ResourceModel[] = [profile, ...endpoints];
