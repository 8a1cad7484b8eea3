import type { Rule } from "../../framework/rule";
import { rule as availabilityExpected } from "./availability-expected";

/** The rules of this family. */
export const availabilityRules: readonly Rule[] = [availabilityExpected];
