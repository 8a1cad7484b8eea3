import {
  atLeast,
  exactly,
  expectProperties,
  forEach,
  one,
  relationRule,
  undetermined,
  violation,
} from "../../framework/language";
import { durationDays } from "../../../agreement/duration";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolweudoc01k3xq";
const account = {
  type: "storage:StorageAccount",
  name: "documents",
  id,
  inputs: { accountName: "stsolweudoc01k3xq", location: "westeurope" },
} as const;
const hasFeed = (one: RegisteredResource): boolean => "changeFeed" in one.inputs;
const settings = (days: number) =>
  ({
    type: "storage:BlobServiceProperties",
    name: "settings",
    id: `${id}/blobServices/default`,
    inputs: {
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
      deleteRetentionPolicy: { enabled: true, days },
      containerDeleteRetentionPolicy: { enabled: true, days },
    },
  }) as const;

export const rule = relationRule({
  id: "documents-history",
  title: "Changed and deleted documents can be brought back for the agreed time",
  why: "What a user overwrote or deleted is gone, and the customer was promised that it is not.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents"],
  remediation:
    "Give every account of documents blob service properties with versions, a change feed, and soft delete of the agreed days for blobs and containers.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    const settings = resources.ofType("storage:BlobServiceProperties");
    const days = atLeast(Math.ceil(durationDays(agreement.documents.deletedKept)), "days");
    return forEach(accounts, "accounts of documents", (account) => {
      const own = settings.find((one) => resources.parentOf(one) === account);
      if (own === undefined) {
        return settings.some((one) => resources.armIdOf(one) === undefined)
          ? undetermined("which account the blob service properties belong to is not known before the update", account)
          : violation("the account has no blob service properties, so Azure keeps no history", account);
      }
      return expectProperties(own, {
        isVersioningEnabled: exactly(true),
        "changeFeed.enabled": exactly(true),
        "deleteRetentionPolicy.enabled": exactly(true),
        "deleteRetentionPolicy.days": days,
        "containerDeleteRetentionPolicy.enabled": exactly(true),
        "containerDeleteRetentionPolicy.days": days,
      });
    });
  },
  cases: {
    pass: { given: [account, settings(90)], says: ["isVersioningEnabled is true"] },
    fail: {
      given: [account, settings(30)],
      says: [
        "deleteRetentionPolicy.days is 30; it has to be at least 90 days",
        "containerDeleteRetentionPolicy.days is 30; it has to be at least 90 days",
      ],
    },
    absent: { given: [account], says: ["the account has no blob service properties, so Azure keeps no history"] },
    unknown: {
      given: [account, { type: "storage:BlobServiceProperties", name: "settings", inputs: { accountName: UNKNOWN } }],
      says: ["which account the blob service properties belong to is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no accounts of documents"] },
  },
  sabotage: [
    {
      what: "keeps deleted documents for a week",
      type: "storage:BlobServiceProperties",
      where: hasFeed,
      set: { "deleteRetentionPolicy.days": 7 },
    },
    {
      what: "switches versions off",
      type: "storage:BlobServiceProperties",
      where: hasFeed,
      set: { isVersioningEnabled: false },
    },
    { what: "removes the properties", type: "storage:BlobServiceProperties", where: hasFeed, remove: true },
  ],
});
