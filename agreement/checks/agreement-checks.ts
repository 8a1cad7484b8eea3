import type { Check } from "./check";
import { copyChecks } from "./copy-checks";
import { isolationChecks } from "./isolation-checks";
import { maintenanceChecks } from "./maintenance-checks";
import { partnerChecks } from "./partner-checks";
import { recoveryChecks } from "./recovery-checks";
import { referenceChecks } from "./reference-checks";
import { residencyChecks } from "./residency-checks";
import { zoneChecks } from "./zone-checks";

/** Every check of an agreement. */
export const agreementChecks: readonly Check[] = [
  ...referenceChecks,
  ...residencyChecks,
  ...zoneChecks,
  ...copyChecks,
  ...recoveryChecks,
  ...maintenanceChecks,
  ...isolationChecks,
  ...partnerChecks,
];
