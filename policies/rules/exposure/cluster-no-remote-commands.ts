import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-no-remote-commands",
  title: "Nobody runs commands in a cluster through Azure's management interface",
  why: "The command channel passes by the VPN through which management has to come.",
  severity: "high",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set apiServerAccessProfile.disableRunCommand to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) => expectProperties(resource, { "apiServerAccessProfile.disableRunCommand": exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { disableRunCommand: true } }),
      says: ["apiServerAccessProfile.disableRunCommand is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { disableRunCommand: false } }),
      says: ["apiServerAccessProfile.disableRunCommand is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: ["apiServerAccessProfile.disableRunCommand is absent; it has to be true"],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", { apiServerAccessProfile: { disableRunCommand: UNKNOWN } }),
      says: ["apiServerAccessProfile.disableRunCommand is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "allows remote commands",
      type: "containerservice:ManagedCluster",
      set: { "apiServerAccessProfile.disableRunCommand": false },
    },
  ],
});
