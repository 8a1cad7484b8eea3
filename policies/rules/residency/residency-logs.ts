import { notApplicable, one, propertyRule, undetermined, worst } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole, HOLDS } from "./account-role";
import { judgeAccount, placesOf } from "./places";

export const rule = propertyRule({
  id: "residency-logs",
  title: "Logs in storage rest where the agreement allows",
  why: "Logs name users and their addresses.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.logs"],
  remediation: "Place the account in a region that the agreement allows, with a SKU that stays there.",
  types: ["storage:StorageAccount"],
  judge: (account, { agreement }) => {
    const role = accountRole(account);
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", account)];
    if (HOLDS[role ?? ""] !== "logs") return notApplicable("the account holds no logs");
    return worst(judgeAccount(account, placesOf(agreement, agreement.residency.logs)));
  },
  cases: {
    pass: {
      given: one("storage:StorageAccount", {
        accountName: "stsolnoeaudk3xq",
        location: "norwayeast",
        sku: { name: "Standard_ZRS" },
      }),
      says: ['location is "norwayeast"'],
    },
    fail: {
      given: one("storage:StorageAccount", {
        accountName: "stsolnoeaudk3xq",
        location: "swedencentral",
        sku: { name: "Standard_GRS" },
      }),
      says: [
        'location is "swedencentral"; it has to be a region in NO',
        'sku.name is "Standard_GRS", which copies to swedensouth (SE); copies have to stay in NO',
      ],
    },
    absent: {
      given: one("storage:StorageAccount", { accountName: "stsolnoeaudk3xq" }),
      says: ["location is absent; it has to be a region in NO"],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolweudoc01k3xq" }),
      says: ["the account holds no logs"],
    },
  },
  sabotage: [
    {
      what: "moves the archive to Britain",
      type: "storage:StorageAccount",
      where: (account) => /(aud|log)/.test(String(account.inputs["accountName"])),
      set: { location: "uksouth" },
    },
  ],
});
