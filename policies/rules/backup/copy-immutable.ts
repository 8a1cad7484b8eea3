import {
  atLeast,
  exactly,
  expectProperties,
  notApplicable,
  one,
  oneOf,
  propertyRule,
  undetermined,
} from "../../framework/language";
import { durationDays } from "../../../agreement/duration";
import type { RegisteredResource } from "../../resources/registered-resource";
import { roleOfCopy } from "../residency/places";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole } from "../residency/account-role";

const isCopy = (one: RegisteredResource): boolean => ["cpy", "hot", "arc"].includes(accountRole(one) ?? "");
const copies = (immutabilityPeriodSinceCreationInDays: number) =>
  ({
    type: "storage:StorageAccount",
    inputs: {
      accountName: "stsolnowarck3xq",
      immutableStorageWithVersioning: {
        enabled: true,
        immutabilityPolicy: { state: "Unlocked", immutabilityPeriodSinceCreationInDays },
      },
    },
  }) as const;

export const rule = propertyRule({
  id: "copy-immutable",
  title: "Nobody changes or deletes an independent copy before its time",
  why: "Whoever gets into production would delete the backups first.",
  severity: "critical",
  concern: "continuity",
  clauses: ["backup.independentCopies"],
  remediation: "Switch immutableStorageWithVersioning on for at least as many days as the copy is kept.",
  types: ["storage:StorageAccount"],
  judge: (account, { agreement }) => {
    const role = accountRole(account);
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", account)];
    const kept = agreement.backup.independentCopies.filter((copy) => copy.immutable && roleOfCopy(copy) === role);
    if (kept.length === 0) return notApplicable("the account holds no copy that has to be immutable");
    const days = Math.max(...kept.map((copy) => Math.ceil(durationDays(copy.kept))));
    return expectProperties(account, {
      "immutableStorageWithVersioning.enabled": exactly(true),
      "immutableStorageWithVersioning.immutabilityPolicy.state": oneOf("Unlocked", "Locked"),
      "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays": atLeast(days, "days"),
    });
  },
  cases: {
    pass: { given: [copies(30)], says: ["immutableStorageWithVersioning.enabled is true"] },
    fail: {
      given: [copies(7)],
      says: [
        "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays is 7; it has to be at least 30 days",
      ],
    },
    absent: {
      given: one("storage:StorageAccount", { accountName: "stsolnowarck3xq" }),
      says: [
        "immutableStorageWithVersioning.enabled is absent; it has to be true",
        'immutableStorageWithVersioning.immutabilityPolicy.state is absent; it has to be "Unlocked" or "Locked"',
        "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays is absent; it has to be at least 30 days",
      ],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolweudoc01k3xq" }),
      says: ["the account holds no copy that has to be immutable"],
    },
  },
  sabotage: [
    {
      what: "makes copies changeable",
      type: "storage:StorageAccount",
      where: isCopy,
      set: { "immutableStorageWithVersioning.enabled": false },
    },
    {
      what: "shortens the time",
      type: "storage:StorageAccount",
      where: isCopy,
      set: { "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays": 1 },
    },
  ],
});
