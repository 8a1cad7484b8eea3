import { expectProperties, one, otherType, propertyRule, type Requirement } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

/** Source: Microsoft Learn, backup/azure-kubernetes-service-cluster-backup-concept (2025). */
const BACKUP = "Microsoft.DataProtection/backupVaults/backup-operator";
const ONLY_BACKUP: Requirement = {
  wanted: `${BACKUP} alone`,
  holds: (value) => Array.isArray(value) && value.length === 1 && value[0] === BACKUP,
};
const binding = (roles: unknown) => one("containerservice:TrustedAccessRoleBinding", { roles });

export const rule = propertyRule({
  id: "trusted-access-narrow",
  title: "No service of Azure is let into a cluster but the one that backs it up",
  why: "What is trusted so passes the private address, the sign-in and the roles of the cluster.",
  severity: "high",
  concern: "security",
  clauses: ["access.management", "isolation"],
  remediation: `Leave ${BACKUP} as the only role.`,
  types: ["containerservice:TrustedAccessRoleBinding"],
  judge: (resource) => expectProperties(resource, { roles: ONLY_BACKUP }),
  cases: {
    pass: { given: binding([BACKUP]), says: [`roles is ["${BACKUP}"]`] },
    fail: {
      given: binding(["Microsoft.MachineLearningServices/workspaces/mlworkload"]),
      says: [`roles is ["Microsoft.MachineLearningServices/workspaces/mlworkload"]; it has to be ${BACKUP} alone`],
    },
    absent: { given: binding(undefined), says: [`roles is absent; it has to be ${BACKUP} alone`] },
    unknown: {
      given: binding(UNKNOWN),
      says: [`roles is not known before the update; it has to be ${BACKUP} alone`],
    },
    notApplicable: otherType("containerservice:TrustedAccessRoleBinding"),
  },
  sabotage: [
    {
      what: "lets another service of Azure in",
      type: "containerservice:TrustedAccessRoleBinding",
      set: { roles: ["Microsoft.MachineLearningServices/workspaces/mlworkload"] },
      except: ["draftit"],
    },
  ],
});
