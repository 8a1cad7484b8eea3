import { compliant, forEach, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const idOf = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`;
const accountAt = (accountName: string, location: string) =>
  ({
    type: "storage:StorageAccount",
    name: accountName,
    id: idOf(accountName),
    inputs: { accountName, location },
  }) as const;
const accounts = (second: string) =>
  [accountAt("stsolweudoc01k3xq", "westeurope"), accountAt("stsolneudoc01k3xq", second)] as const;
const mirror = {
  type: "storage:ObjectReplicationPolicy",
  name: "mirror",
  inputs: { sourceAccount: idOf("stsolweudoc01k3xq"), destinationAccount: idOf("stsolneudoc01k3xq") },
} as const;

export const rule = relationRule({
  id: "documents-mirrored",
  title: "Documents are mirrored between two regions, where that was agreed",
  why: "When the one data centre is lost, so is everything since the last backup.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents.mirrored"],
  remediation: "Replicate every account of documents to one in another region, with a policy on both.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    if (!agreement.documents.mirrored) return notApplicable("documents are not to be mirrored");
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    const policies = resources.ofType("storage:ObjectReplicationPolicy");
    return forEach(accounts, "accounts of documents", (account) => {
      const ends = policies.map((one) => ({
        source: resources.reference(one, "sourceAccount", "storage:StorageAccount"),
        destination: resources.reference(one, "destinationAccount", "storage:StorageAccount"),
      }));
      const pairs = ends.flatMap(({ source, destination }) =>
        source.kind === "resource" && destination.kind === "resource"
          ? [[source.resource, destination.resource] as const]
          : [],
      );
      const mirror = pairs.find((pair) => pair.includes(account))?.find((one) => one !== account);
      if (mirror === undefined) {
        return ends.length > pairs.length
          ? undetermined("which accounts are mirrored is not known before the update", account)
          : violation("no policy mirrors the account", account);
      }
      const place = textOf(mirror, "location");
      return place === textOf(account, "location")
        ? violation(`it is mirrored within ${place ?? "one region"}, not to another region`, account)
        : compliant(`it is mirrored with ${place ?? "another region"}`, account);
    });
  },
  cases: {
    pass: {
      given: [...accounts("northeurope"), mirror],
      says: ["it is mirrored with northeurope", "it is mirrored with westeurope"],
    },
    fail: {
      given: [...accounts("westeurope"), mirror],
      says: [
        "it is mirrored within westeurope, not to another region",
        "it is mirrored within westeurope, not to another region",
      ],
    },
    absent: {
      given: accounts("northeurope"),
      says: ["no policy mirrors the account", "no policy mirrors the account"],
    },
    unknown: {
      given: [accounts("x")[0], { ...mirror, inputs: { sourceAccount: UNKNOWN, destinationAccount: UNKNOWN } }],
      says: ["which accounts are mirrored is not known before the update"],
    },
    notApplicable: { given: accounts("northeurope"), platform: "pct", says: ["documents are not to be mirrored"] },
  },
  sabotage: [
    {
      what: "stops the mirror",
      type: "storage:ObjectReplicationPolicy",
      edit: (inputs) => ({
        ...inputs,
        sourceAccount: inputs["destinationAccount"],
        destinationAccount: inputs["destinationAccount"],
      }),
      except: ["coachview", "cloxxs", "pct", "draftit"],
    },
  ],
});
