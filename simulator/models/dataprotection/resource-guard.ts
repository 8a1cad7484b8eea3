import type { ResourceModel } from "../../arm/resource-model";
import { missing } from "../refusal";
import { succeeded } from "../stored-body";

/** Demands the consent of another before critical operations on backups. */
export const resourceGuard: ResourceModel = {
  armType: "Microsoft.DataProtection/resourceGuards",
  check: (write) => missing(write, "location"),
  compute: ({ requested }) => succeeded(requested),
};
