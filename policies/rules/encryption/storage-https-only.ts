import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-https-only",
  title: "Storage accounts answer over TLS only",
  why: "Without TLS everybody on the way reads what is stored and fetched.",
  severity: "high",
  concern: "security",
  clauses: ["encryption.inTransit"],
  remediation: "Set enableHttpsTrafficOnly to true.",
  types: ["storage:StorageAccount"],
  judge: (account) => expectProperties(account, { enableHttpsTrafficOnly: exactly(true) }),
  cases: {
    pass: {
      given: one("storage:StorageAccount", { enableHttpsTrafficOnly: true }),
      says: ["enableHttpsTrafficOnly is true"],
    },
    fail: {
      given: one("storage:StorageAccount", { enableHttpsTrafficOnly: false }),
      says: ["enableHttpsTrafficOnly is false; it has to be true"],
    },
    absent: {
      given: one("storage:StorageAccount", {}),
      says: ["enableHttpsTrafficOnly is absent, which means true on Azure"],
    },
    unknown: {
      given: one("storage:StorageAccount", { enableHttpsTrafficOnly: UNKNOWN }),
      says: ["enableHttpsTrafficOnly is not known before the update; it has to be true"],
    },
    notApplicable: otherType("storage:StorageAccount"),
  },
  sabotage: [{ what: "answers plain HTTP", type: "storage:StorageAccount", set: { enableHttpsTrafficOnly: false } }],
});
