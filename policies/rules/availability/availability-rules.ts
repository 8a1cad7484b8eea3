import type { Rule } from "../../framework/rule";
import { rule as availabilityExpected } from "./availability-expected";
import { rule as entryFollowsHealth } from "./entry-follows-health";
import { rule as twinStamps } from "./twin-stamps";

/** The rules of this family. */
export const availabilityRules: readonly Rule[] = [availabilityExpected, entryFollowsHealth, twinStamps];
