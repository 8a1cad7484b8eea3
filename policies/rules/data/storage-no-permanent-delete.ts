import { anythingBut, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-no-permanent-delete",
  title: "What was deleted can be read back until its time is over",
  why: "Whoever deletes in anger, or under orders of an attacker, would delete for good.",
  severity: "high",
  concern: "continuity",
  clauses: ["documents", "backup"],
  remediation: "Leave out deleteRetentionPolicy.allowPermanentDelete.",
  types: ["storage:BlobServiceProperties"],
  // Source: Microsoft Learn, storage/blobs/soft-delete-blob-overview (2024): such a blob is gone at once.
  judge: (resource) => expectProperties(resource, { "deleteRetentionPolicy.allowPermanentDelete": anythingBut(true) }),
  cases: {
    pass: {
      given: one("storage:BlobServiceProperties", { deleteRetentionPolicy: { allowPermanentDelete: false } }),
      says: ["deleteRetentionPolicy.allowPermanentDelete is false"],
    },
    fail: {
      given: one("storage:BlobServiceProperties", {
        deleteRetentionPolicy: { enabled: true, days: 30, allowPermanentDelete: true },
      }),
      says: ["deleteRetentionPolicy.allowPermanentDelete is true; it has to be anything but true"],
    },
    absent: {
      given: one("storage:BlobServiceProperties", {}),
      says: ["deleteRetentionPolicy.allowPermanentDelete is absent"],
    },
    unknown: {
      given: one("storage:BlobServiceProperties", { deleteRetentionPolicy: UNKNOWN }),
      says: [
        "deleteRetentionPolicy.allowPermanentDelete is not known before the update; it has to be anything but true",
      ],
    },
    notApplicable: otherType("storage:BlobServiceProperties"),
  },
  sabotage: [
    {
      what: "lets what was deleted be deleted for good",
      type: "storage:BlobServiceProperties",
      set: { "deleteRetentionPolicy.allowPermanentDelete": true },
    },
  ],
});
