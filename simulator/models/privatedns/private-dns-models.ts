import type { ResourceModel } from "../../arm/resource-model";
import { privateZone, recordSets, virtualNetworkLink } from "./private-zone";

/** Private DNS, which is part of Microsoft.Network. */
export const privateDnsModels: readonly ResourceModel[] = [privateZone, virtualNetworkLink, ...recordSets];
