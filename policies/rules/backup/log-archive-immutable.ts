import {
  anythingBut,
  atLeast,
  exactly,
  expectProperties,
  notApplicable,
  one,
  propertyRule,
  undetermined,
} from "../../framework/language";
import { shortestSeconds } from "../../../agreement/duration";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole } from "../residency/account-role";

const durationDaysOf = (duration: string): number => shortestSeconds(duration) / 86_400;
const archive = (immutabilityPeriodSinceCreationInDays: number) =>
  ({
    type: "storage:StorageAccount",
    inputs: {
      accountName: "stsolnoeaudk3xq",
      immutableStorageWithVersioning: {
        enabled: true,
        immutabilityPolicy: { immutabilityPeriodSinceCreationInDays, allowProtectedAppendWrites: true },
      },
    },
  }) as const;

export const rule = propertyRule({
  id: "log-archive-immutable",
  title: "Nobody changes or deletes archived logs before their time",
  why: "Whoever breaks in, or misuses rights, would take the traces away.",
  severity: "critical",
  concern: "continuity",
  clauses: ["logging.administration"],
  remediation: "Switch immutableStorageWithVersioning on for as many days as logs are kept, with protected appends.",
  types: ["storage:StorageAccount"],
  judge: (account, { agreement }) => {
    const role = accountRole(account);
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", account)];
    if (role !== "aud") return notApplicable("the account holds no archive of logs");
    if (!agreement.logging.administration.immutable) return notApplicable("no archive has to be immutable");
    const days = Math.ceil(durationDaysOf(agreement.logging.kept));
    return expectProperties(account, {
      "immutableStorageWithVersioning.enabled": exactly(true),
      "immutableStorageWithVersioning.immutabilityPolicy.state": anythingBut("Disabled"),
      "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays": atLeast(days, "days"),
      "immutableStorageWithVersioning.immutabilityPolicy.allowProtectedAppendWrites": exactly(true),
    });
  },
  cases: {
    pass: { given: [archive(366)], says: ["immutableStorageWithVersioning.enabled is true"] },
    fail: {
      given: [archive(90)],
      says: [
        "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays is 90; it has to be at least 365 days",
      ],
    },
    absent: {
      given: one("storage:StorageAccount", { accountName: "stsolnoeaudk3xq" }),
      says: [
        "immutableStorageWithVersioning.enabled is absent; it has to be true",
        "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays is absent; it has to be at least 365 days",
        "immutableStorageWithVersioning.immutabilityPolicy.allowProtectedAppendWrites is absent; it has to be true",
      ],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolweudoc01k3xq" }),
      says: ["the account holds no archive of logs"],
    },
  },
  sabotage: [
    {
      what: "keeps the policy and switches it off",
      type: "storage:StorageAccount",
      where: (one) => accountRole(one) === "aud",
      set: { "immutableStorageWithVersioning.immutabilityPolicy.state": "Disabled" },
    },
    {
      what: "makes archived logs changeable",
      type: "storage:StorageAccount",
      where: (one) => accountRole(one) === "aud",
      set: { "immutableStorageWithVersioning.enabled": false },
    },
    {
      what: "keeps archived logs for a month",
      type: "storage:StorageAccount",
      where: (one) => accountRole(one) === "aud",
      set: { "immutableStorageWithVersioning.immutabilityPolicy.immutabilityPeriodSinceCreationInDays": 30 },
    },
  ],
});
