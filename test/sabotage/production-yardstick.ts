import { documentsIn } from "../../agreement/load-platform";
import type { Platform } from "../../azure/names/codes";
import type { SwitchedOption } from "../../policies/framework/sabotage";
import { ruleIds } from "../../policies/rules/rule-ids";
import { yardstickOf, type Yardstick } from "../../policies/yardstick/yardstick";
import { asProduction, projectFolder } from "./record-platform";

/** For tests: what the recordings of a platform are measured against. */
export function productionYardstick(platform: Platform, option?: SwitchedOption): Yardstick {
  const source = asProduction(documentsIn(projectFolder), platform, option);
  return yardstickOf(`${platform}-production`, source, { rules: ruleIds, today: "2026-11-22" });
}
