import type { Scenario } from "./scenario";
import { damagedCopies } from "./scenarios/damaged-copies";
import { dataLosses } from "./scenarios/data-losses";
import { partLosses, stampLoss } from "./scenarios/part-losses";
import { plannedWork } from "./scenarios/planned-work";
import { ransomware } from "./scenarios/ransomware";
import { regionLoss } from "./scenarios/region-loss";
import { twin } from "./scenarios/twin";

/** All drills, in the order in which they are run and listed. */
export const scenarios: readonly Scenario[] = [
  regionLoss,
  twin,
  ...dataLosses,
  ransomware,
  ...partLosses,
  damagedCopies,
  stampLoss,
  plannedWork,
];

/** The drill of a name; undefined where there is none. */
export function scenarioNamed(name: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.name === name);
}
