import { notApplicable, one, propertyRule, undetermined, worst } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole, HOLDS } from "./account-role";
import { judgeAccount, placesOf } from "./places";

export const rule = propertyRule({
  id: "residency-documents",
  title: "Documents rest and are copied where the agreement allows",
  why: "Customers were promised in which countries their documents are.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.documents"],
  remediation: "Place the account in a region that the agreement allows, with a SKU that stays there.",
  types: ["storage:StorageAccount"],
  judge: (account, { agreement }) => {
    const role = accountRole(account);
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", account)];
    if (HOLDS[role ?? ""] !== "documents") return notApplicable("the account holds no documents");
    return worst(judgeAccount(account, placesOf(agreement, agreement.residency.documents)));
  },
  cases: {
    pass: {
      given: one("storage:StorageAccount", {
        accountName: "stsolweudoc01k3xq",
        location: "westeurope",
        sku: { name: "Standard_ZRS" },
      }),
      says: ['location is "westeurope"'],
    },
    fail: {
      given: one("storage:StorageAccount", {
        accountName: "stsolweudoc01k3xq",
        location: "norwayeast",
        sku: { name: "Standard_GRS" },
      }),
      says: [
        'location is "norwayeast"; it has to be a region in EU',
        'sku.name is "Standard_GRS", which copies to norwaywest (NO); copies have to stay in EU',
      ],
    },
    absent: {
      given: one("storage:StorageAccount", { accountName: "stsolweudoc01k3xq" }),
      says: ["location is absent; it has to be a region in EU"],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolnoeaudk3xq" }),
      says: ["the account holds no documents"],
    },
  },
  sabotage: [
    {
      what: "moves documents to Britain",
      type: "storage:StorageAccount",
      where: (account) => /doc[0-9]{2}/.test(String(account.inputs["accountName"])),
      set: { location: "uksouth" },
    },
    {
      what: "copies documents to the pair",
      type: "storage:StorageAccount",
      where: (account) => /doc[0-9]{2}/.test(String(account.inputs["accountName"])),
      set: { "sku.name": "Standard_GZRS" },
      except: ["superoffice", "draftit"],
    },
  ],
});
