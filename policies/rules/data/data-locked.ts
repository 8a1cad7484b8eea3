import { eachHas, one, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { accountRole, holds } from "../residency/account-role";
import { isGivenUp } from "./data-standing";

const id = (tail: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Sql/servers/srv/databases/${tail}`;
const database = { type: "sql:Database", name: "db", id: id("db"), inputs: { databaseName: "db" } } as const;
const lock = (inputs: Readonly<Record<string, unknown>>) =>
  ({
    type: "authorization:ManagementLockByScope",
    name: "lock",
    inputs: { level: "CanNotDelete", ...inputs },
  }) as const;
const lacks = "nothing in Azure refuses to delete it";

export const rule = relationRule({
  id: "data-locked",
  title: "Databases, documents, copies and archives are locked against deletion in Azure",
  why: "Somebody who works in Azure without this program could delete what nobody can bring back.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery", "backup"],
  remediation: "Add a lock of level CanNotDelete whose scope is the resource.",
  spans: "stack",
  judge: (resources, measure) => {
    const containers = resources.ofType("storage:BlobContainer").filter((one) => {
      const account = resources.ancestorOf(one, "storage:StorageAccount");
      return account !== undefined && (holds(account, "documents") || holds(account, "copies"));
    });
    const archives = resources.ofType("storage:StorageAccount").filter((one) => accountRole(one) === "aud");
    const subjects = [
      ...resources.ofType("sql:Database", "dataprotection:ResourceGuard"),
      ...containers,
      ...archives,
    ].filter((one) => !isGivenUp(one, measure));
    return eachHas(
      subjects,
      "resources to lock",
      {
        what: "lock",
        resources: resources
          .ofType("authorization:ManagementLockByScope")
          .filter((one) => ["CanNotDelete", "ReadOnly"].includes(String(one.inputs["level"]))),
        leadsTo: (one) => resources.reference(one, "scope"),
      },
      lacks,
    );
  },
  cases: {
    pass: { given: [database, lock({ scope: id("db") })], says: ["its lock is there"] },
    fail: { given: [database, lock({ scope: id("other") })], says: [lacks] },
    absent: {
      given: [database, { ...lock({ scope: id("db") }), inputs: { scope: id("db"), level: "None" } }],
      says: [lacks],
    },
    unknown: {
      given: [database, lock({ scope: UNKNOWN })],
      says: ["whether its lock is there is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no resources to lock"] },
  },
  sabotage: [{ what: "removes a lock", type: "authorization:ManagementLockByScope", remove: true }],
});
