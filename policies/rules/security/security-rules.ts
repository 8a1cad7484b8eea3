import type { Rule } from "../../framework/rule";
import { rule as databaseScanned } from "./database-scanned";
import { rule as defenderPlanOn } from "./defender-plan-on";
import { rule as defenderPlans } from "./defender-plans";
import { rule as keyVaultRecoverable } from "./key-vault-recoverable";
import { rule as keyVaultUnpurgeable } from "./key-vault-unpurgeable";
import { rule as kindPlanned } from "./kind-planned";
import { rule as policyAssignmentEnforced } from "./policy-assignment-enforced";
import { rule as resourcesTagged } from "./resources-tagged";
import { rule as secondGuardPresent } from "./second-guard-present";
import { rule as securityContactAgreed } from "./security-contact-agreed";
import { rule as sqlScansOn } from "./sql-scans-on";
import { rule as sqlScansPresent } from "./sql-scans-present";
import { rule as sqlThreatsDetected } from "./sql-threats-detected";
import { rule as sqlThreatsPresent } from "./sql-threats-present";

/** The rules of this family. */
export const securityRules: readonly Rule[] = [
  databaseScanned,
  defenderPlanOn,
  defenderPlans,
  keyVaultRecoverable,
  keyVaultUnpurgeable,
  kindPlanned,
  policyAssignmentEnforced,
  resourcesTagged,
  secondGuardPresent,
  securityContactAgreed,
  sqlScansOn,
  sqlScansPresent,
  sqlThreatsDetected,
  sqlThreatsPresent,
];
