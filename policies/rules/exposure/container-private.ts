import { exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "container-private",
  title: "Every container is private",
  why: "Everybody reads what is in a public container.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation", "access"],
  remediation: 'Set publicAccess to "None".',
  types: ["storage:BlobContainer"],
  judge: (resource) => expectProperties(resource, { publicAccess: exactly("None") }),
  cases: {
    pass: { given: one("storage:BlobContainer", { publicAccess: "None" }), says: ['publicAccess is "None"'] },
    fail: {
      given: one("storage:BlobContainer", { publicAccess: "Blob" }),
      says: ['publicAccess is "Blob"; it has to be "None"'],
    },
    absent: { given: one("storage:BlobContainer", {}), says: ['publicAccess is absent, which means "None" on Azure'] },
    unknown: {
      given: one("storage:BlobContainer", { publicAccess: UNKNOWN }),
      says: ['publicAccess is not known before the update; it has to be "None"'],
    },
    notApplicable: otherType("storage:BlobContainer"),
  },
  sabotage: [{ what: "makes a container public", type: "storage:BlobContainer", set: { publicAccess: "Blob" } }],
});
