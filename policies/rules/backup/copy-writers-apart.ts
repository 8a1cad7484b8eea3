import { compliant, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { hasLayer } from "../data/cells";
import { accountRole } from "../residency/account-role";
import { roleOfCopy } from "../residency/places";
import { writesOf } from "./copy-rights";

const definition = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/create-only";
const idOf = (name: string) => `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`;
const account = (accountName: string) =>
  ({ type: "storage:StorageAccount", name: accountName, id: idOf(accountName), inputs: { accountName } }) as const;
const role = {
  type: "authorization:RoleDefinition",
  name: "create-only",
  id: definition,
  inputs: { permissions: [{ dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write"] }] },
} as const;
const writer = (accountName: string, principalId: string) =>
  ({
    type: "authorization:RoleAssignment",
    name: `adds-to-${accountName}`,
    inputs: { scope: idOf(accountName), principalId, roleDefinitionId: definition },
  }) as const;
const [hot, cold] = ["stpclweuhotk3xq", "stpclweuarck3xq"] as const;
const given = [account(hot), account(cold), role];
const stack = "pct-local-guard";
const platform = "pct";

export const rule = relationRule({
  id: "copy-writers-apart",
  title: "A copy that has an identity of its own is written by nobody who writes another copy",
  why: "Whoever steals one job's identity would spoil all copies at once.",
  severity: "high",
  concern: "security",
  clauses: ["backup.independentCopies"],
  remediation: "Give the export of that copy an identity of its own.",
  spans: "stack",
  judge: (resources, { agreement }) => {
    if (!hasLayer(resources, "guard")) return notApplicable("the guard layer is not among the resources");
    const own = agreement.backup.independentCopies.filter(({ identity }) => identity === "own");
    if (own.length === 0) return notApplicable("no copy has to have an identity of its own");
    const writes = writesOf(resources);
    return own.map((copy) => {
      const to = roleOfCopy(copy);
      const here = writes.filter(({ account: role }) => role === to);
      const elsewhere = writes.filter(({ account: role }) => role !== to);
      const about = `copy "${copy.name}"`;
      if ([...here, ...elsewhere].some(({ principal }) => principal === undefined)) {
        return undetermined(`who adds to ${about} is not known before the update`);
      }
      const places = resources.ofType("storage:StorageAccount").filter((one) => accountRole(one) === to);
      const without = places.find((place) => !here.some(({ target }) => target === place));
      if (here.length === 0) return violation(`nobody may add to ${about}`);
      if (without !== undefined) return violation(`nobody may add to ${about} at one of its places`, without);
      const shared = here.find(({ principal }) => elsewhere.some((other) => other.principal === principal));
      return shared === undefined
        ? compliant(`who adds to ${about} adds to no other`)
        : violation(`who adds to ${about} adds to another copy as well`, shared.assignment);
    });
  },
  cases: {
    pass: {
      platform,
      stack,
      given: [...given, writer(hot, "one"), writer(cold, "other")],
      says: ['who adds to copy "cold" adds to no other'],
    },
    fail: {
      platform,
      stack,
      given: [...given, writer(hot, "one"), writer(cold, "one")],
      says: ['who adds to copy "cold" adds to another copy as well'],
    },
    absent: { platform, stack, given: [...given, writer(hot, "one")], says: ['nobody may add to copy "cold"'] },
    unknown: {
      platform,
      stack,
      given: [...given, writer(hot, "one"), writer(cold, UNKNOWN)],
      says: ['who adds to copy "cold" is not known before the update'],
    },
    notApplicable: {
      platform: "coachview",
      stack: "coachview-local-guard",
      given,
      says: ["no copy has to have an identity of its own"],
    },
  },
  sabotage: [
    {
      what: "takes the right to add copies away",
      type: "authorization:RoleAssignment",
      where: (one) => one.name.includes("-export-") && one.name.includes("-adds-to-") && !one.name.includes("-hot-"),
      remove: true,
      except: ["coachview", "cloxxs"],
    },
  ],
});
