import type { ResourceModel } from "../../arm/resource-model";
import { missing, noneOf } from "../refusal";

/** A plan of Defender for Cloud. */
export const pricing: ResourceModel = {
  armType: "Microsoft.Security/pricings",
  check: (write) => [
    ...missing(write, "properties.pricingTier"),
    ...noneOf(String(write.requested.properties?.["pricingTier"]), ["Free", "Standard"], "properties.pricingTier"),
  ],
  compute: ({ requested }) => requested,
};
