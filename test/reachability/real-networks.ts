import { PLATFORM_CODES, type Platform } from "../../azure/names/codes";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import type { RegisteredResource } from "../../policies/resources/registered-resource";
import { recordingOf } from "../sabotage/recordings";

/** A platform as it is sold, or with an option in force that changes its networks. */
export interface RealNetwork {
  readonly platform: Platform;
  readonly option?: SwitchedOption;
}

/** For tests: every network that the program makes. */
export const REAL_NETWORKS: readonly RealNetwork[] = [
  ...(Object.keys(PLATFORM_CODES) as readonly Platform[]).map((platform) => ({ platform })),
  { platform: "pct", option: "isolation.firewallOption" },
];

export function realNetwork({ platform, option }: RealNetwork): Promise<readonly RegisteredResource[]> {
  return recordingOf(platform, option);
}
