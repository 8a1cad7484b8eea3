import {
  atLeast,
  expectProperty,
  forEach,
  notApplicable,
  relationRule,
  undetermined,
  violation,
} from "../../framework/language";
import { durationDays } from "../../../agreement/duration";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole } from "../residency/account-role";
import { roleOfCopy } from "../residency/places";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stdrlswsarck3xq";
const account = {
  type: "storage:StorageAccount",
  name: "copies",
  id,
  inputs: { accountName: "stdrlswsarck3xq" },
} as const;
const policy = (immutabilityPeriodSinceCreationInDays: number) =>
  ({
    type: "storage:BlobContainerImmutabilityPolicy",
    name: "policy",
    id: `${id}/blobServices/default/containers/arc/immutabilityPolicies/default`,
    inputs: { immutabilityPeriodSinceCreationInDays },
  }) as const;

/** The account of something inside a container. */
function accountOf(resources: ResourceSet, one: RegisteredResource): RegisteredResource | undefined {
  const own = resources.armIdOf(one);
  return own === undefined ? undefined : resources.withId(own.replace(/\/blobServices\/.*$/i, ""));
}

export const rule = relationRule({
  id: "copy-first-of-month",
  title: "The first copy of each month cannot be changed for as long as it is kept",
  why: "The copy that was promised for two months could be gone after ten days.",
  severity: "high",
  concern: "continuity",
  clauses: ["backup.independentCopies"],
  remediation: "Add a container with an immutability policy of the agreed days to every account of the copy.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    const monthly = agreement.backup.independentCopies.filter(({ firstOfMonthKept }) => firstOfMonthKept !== undefined);
    if (monthly.length === 0) return notApplicable("no copy is kept longer once a month");
    const accounts = resources
      .ofType("storage:StorageAccount")
      .filter((one) => monthly.some((copy) => roleOfCopy(copy) === accountRole(one)));
    const policies = resources.ofType("storage:BlobContainerImmutabilityPolicy");
    return forEach(accounts, "accounts of such copies", (account) => {
      const copy = monthly.find((one) => roleOfCopy(one) === accountRole(account));
      const days = Math.ceil(durationDays(copy?.firstOfMonthKept ?? "P0D"));
      const own = policies.filter((one) => accountOf(resources, one) === account);
      if (own.length === 0) {
        return policies.some((one) => accountOf(resources, one) === undefined)
          ? undetermined("which account an immutability policy belongs to is not known before the update", account)
          : violation(`no container keeps the first copy of each month for ${days} days`, account);
      }
      return own.map((one) => expectProperty(one, "immutabilityPeriodSinceCreationInDays", atLeast(days, "days")));
    });
  },
  cases: {
    pass: { given: [account, policy(62)], platform: "draftit", says: ["immutabilityPeriodSinceCreationInDays is 62"] },
    fail: {
      given: [account, policy(31)],
      platform: "draftit",
      says: ["immutabilityPeriodSinceCreationInDays is 31; it has to be at least 62 days"],
    },
    absent: {
      given: [account],
      platform: "draftit",
      says: ["no container keeps the first copy of each month for 62 days"],
    },
    unknown: {
      given: [
        account,
        { type: "storage:BlobContainerImmutabilityPolicy", name: "policy", inputs: { accountName: UNKNOWN } },
      ],
      platform: "draftit",
      says: ["which account an immutability policy belongs to is not known before the update"],
    },
    notApplicable: { given: [account], says: ["no copy is kept longer once a month"] },
  },
  sabotage: [
    {
      what: "keeps months for a month",
      type: "storage:BlobContainerImmutabilityPolicy",
      set: { immutabilityPeriodSinceCreationInDays: 31 },
      except: ["coachview", "superoffice", "cloxxs", "pct"],
    },
    {
      what: "removes the policy",
      type: "storage:BlobContainerImmutabilityPolicy",
      remove: true,
      except: ["coachview", "superoffice", "cloxxs", "pct"],
    },
  ],
});
