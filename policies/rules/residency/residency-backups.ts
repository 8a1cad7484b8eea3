import { notApplicable, one, propertyRule, undetermined, worst } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole, HOLDS } from "./account-role";
import { judgeAccount, placesOfCopies } from "./places";

export const rule = propertyRule({
  id: "residency-backups",
  title: "Independent copies and backups of clusters rest where the agreement allows",
  why: "A backup is as much the customers' data as the database is.",
  severity: "critical",
  concern: "residency",
  clauses: ["residency.backups"],
  remediation: "Place the account in a region that the agreement allows, with a SKU that stays there.",
  types: ["storage:StorageAccount"],
  judge: (account, { agreement }) => {
    const role = accountRole(account);
    if (role === "unknown")
      return [undetermined("accountName is not known before the update, so what it holds is not", account)];
    if (!["copies", "cluster backups"].includes(HOLDS[role ?? ""] ?? ""))
      return notApplicable("the account holds no backups");
    return worst(judgeAccount(account, placesOfCopies(agreement, role ?? "")));
  },
  cases: {
    pass: {
      given: one("storage:StorageAccount", {
        accountName: "stsolnowarck3xq",
        location: "norwaywest",
        sku: { name: "Standard_ZRS" },
      }),
      says: ['location is "norwaywest"'],
    },
    fail: {
      given: one("storage:StorageAccount", {
        accountName: "stsolnowarck3xq",
        location: "swedencentral",
        sku: { name: "Standard_GRS" },
      }),
      says: [
        'location is "swedencentral"; it has to be a region in NO',
        'sku.name is "Standard_GRS", which copies to swedensouth (SE); copies have to stay in NO',
      ],
    },
    absent: {
      given: one("storage:StorageAccount", { accountName: "stsolnowarck3xq" }),
      says: ["location is absent; it has to be a region in NO"],
    },
    unknown: {
      given: one("storage:StorageAccount", { accountName: UNKNOWN }),
      says: ["accountName is not known before the update, so what it holds is not"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { accountName: "stsolnoeaudk3xq" }),
      says: ["the account holds no backups"],
    },
  },
  sabotage: [
    {
      what: "moves copies to Britain",
      type: "storage:StorageAccount",
      where: (account) => /(cpy|hot|arc)/.test(String(account.inputs["accountName"])),
      set: { location: "ukwest" },
    },
  ],
});
