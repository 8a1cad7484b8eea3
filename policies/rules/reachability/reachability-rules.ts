import type { Rule } from "../../framework/rule";
import { rule as networkClassified } from "./network-classified";
import { rule as nothingElsePasses } from "./nothing-else-passes";
import { rule as requiredFlowsPass } from "./required-flows-pass";

/** The rules of this family. */
export const reachabilityRules: readonly Rule[] = [networkClassified, nothingElsePasses, requiredFlowsPass];
