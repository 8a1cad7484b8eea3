import { expect, test } from "vitest";
import { endOfContent, type BlobHistory } from "./blob-history";

const both: BlobHistory = { versioning: true, softDeleteDays: 90, versionsDeletedAfterDays: 30 };

// Day by day: written on day 0, overwritten or deleted at the age, then first a version and then soft-deleted.
test.each<[string, BlobHistory, number, number, number]>([
  ["new content: a version until day 30, soft-deleted until day 120", both, 0, 120, 122],
  ["content of 10 days", both, 10, 110, 112],
  ["content that is as old as the rule", both, 30, 90, 92],
  ["old content: its version is deleted at the next look", both, 1000, 90, 92],
  ["old content without soft delete is gone at once", { ...both, softDeleteDays: 0 }, 1000, 0, 2],
  ["without versions, soft delete alone", { versioning: false, softDeleteDays: 30 }, 1000, 30, 30],
  ["versions that nothing ends", { versioning: true, softDeleteDays: 30 }, 5, Infinity, Infinity],
])("%s", (_, history, age, earliest, latest) => {
  expect(endOfContent(history, age)).toEqual({ earliest, latest });
});
