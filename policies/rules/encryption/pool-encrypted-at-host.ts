import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "pool-encrypted-at-host",
  title: "Disks of a node pool are encrypted on the machine that uses them",
  why: "Temporary disks and caches of nodes would hold customers' data in the clear.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.atRest"],
  remediation: "Set enableEncryptionAtHost to true.",
  types: ["containerservice:AgentPool"],
  judge: (resource) => expectProperties(resource, { enableEncryptionAtHost: exactly(true) }),
  cases: {
    pass: {
      given: one("containerservice:AgentPool", { enableEncryptionAtHost: true }),
      says: ["enableEncryptionAtHost is true"],
    },
    fail: {
      given: one("containerservice:AgentPool", { enableEncryptionAtHost: false }),
      says: ["enableEncryptionAtHost is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:AgentPool", {}),
      says: ["enableEncryptionAtHost is absent; it has to be true"],
    },
    unknown: {
      given: one("containerservice:AgentPool", { enableEncryptionAtHost: UNKNOWN }),
      says: ["enableEncryptionAtHost is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:AgentPool"),
  },
  sabotage: [
    { what: "leaves the host unencrypted", type: "containerservice:AgentPool", set: { enableEncryptionAtHost: false } },
    { what: "leaves it to Azure", type: "containerservice:AgentPool", set: { enableEncryptionAtHost: undefined } },
  ],
});
