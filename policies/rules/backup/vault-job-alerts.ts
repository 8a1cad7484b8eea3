import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const PATH = "properties.monitoringSettings.azureMonitorAlertSettings.alertsForAllJobFailures";
const vault = (alertsForAllJobFailures: string) =>
  ({
    type: "dataprotection:BackupVault",
    inputs: { properties: { monitoringSettings: { azureMonitorAlertSettings: { alertsForAllJobFailures } } } },
  }) as const;

export const rule = propertyRule({
  id: "vault-job-alerts",
  title: "Every backup that fails raises an alert",
  why: "A backup that fails in silence is missed on the day it is needed.",
  severity: "high",
  concern: "operations",
  clauses: ["monitoring.backups"],
  remediation: 'Set alertsForAllJobFailures to "Enabled".',
  types: ["dataprotection:BackupVault"],
  judge: (vault) => expectProperties(vault, { [PATH]: exactly("Enabled") }),
  cases: {
    pass: { given: [vault("Enabled")], says: [`${PATH} is "Enabled"`] },
    fail: { given: [vault("Disabled")], says: [`${PATH} is "Disabled"; it has to be "Enabled"`] },
    absent: { given: one("dataprotection:BackupVault", {}), says: [`${PATH} is absent; it has to be "Enabled"`] },
    unknown: {
      given: one("dataprotection:BackupVault", { properties: UNKNOWN }),
      says: [`${PATH} is not known before the update; it has to be "Enabled"`],
    },
    notApplicable: otherType("dataprotection:BackupVault"),
  },
  sabotage: [{ what: "keeps failures quiet", type: "dataprotection:BackupVault", set: { [PATH]: "Disabled" } }],
});
