import type { Environment, Platform } from "./codes";
import { formatName } from "./resource-name";

/** The resource group of an environment's deployment state, in each subscription that holds some. It is there first. */
export function stateGroupName(owner: {
  readonly platform: Platform;
  readonly environment: Environment;
  readonly site: string;
}): string {
  return formatName("resources:ResourceGroup", { ...owner, role: "sta" });
}
