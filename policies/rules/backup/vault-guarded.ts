import { eachHas, one, relationRule, typedReference } from "../../framework/language";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.DataProtection/backupVaults/vault";
const vault = { type: "dataprotection:BackupVault", name: "vault", id, inputs: {} } as const;
const guard = {
  type: "dataprotection:DppResourceGuardProxy",
  name: "guard",
  id: `${id}/backupResourceGuardProxies/DppResourceGuardProxy`,
  inputs: {},
} as const;
/** Whether a proxy stands for a guard that is none of the platform's. */
function namesStranger(proxy: RegisteredResource, resources: ResourceSet): boolean {
  const path = "properties.resourceGuardResourceId";
  return typedReference(resources, proxy, path, "dataprotection:ResourceGuard").kind === "elsewhere";
}

const lacks = "no resource guard stands over the vault";

export const rule = relationRule({
  id: "vault-guarded",
  title: "No backup can be weakened without the consent of somebody else",
  why: "One person with rights in production could end every backup.",
  severity: "high",
  concern: "security",
  clauses: ["backup", "recovery"],
  remediation: "Put the vault under a resource guard with a DppResourceGuardProxy.",
  spans: "stack",
  judge: (resources) =>
    eachHas(
      resources.ofType("dataprotection:BackupVault"),
      "backup vaults",
      {
        what: "resource guard",
        // One that names another guard asks somebody whom nobody knows.
        resources: resources
          .ofType("dataprotection:DppResourceGuardProxy")
          .filter((one) => !(resources.isUnion && namesStranger(one, resources))),
        leadsTo: (one) => resources.parentReference(one),
      },
      lacks,
    ),
  cases: {
    pass: { given: [vault, guard], says: ["its resource guard is there"] },
    fail: { given: [vault, { ...guard, id: guard.id.replace("/vault/", "/other/") }], says: [lacks] },
    absent: { given: [vault], says: [lacks] },
    unknown: {
      given: [vault, { type: guard.type, name: "guard", inputs: {} }],
      says: ["whether its resource guard is there is not known before the update"],
    },
    notApplicable: { given: one("network:RouteTable", {}), says: ["there are no backup vaults"] },
  },
  sabotage: [
    {
      what: "asks a stranger for consent",
      type: "dataprotection:DppResourceGuardProxy",
      set: {
        "properties.resourceGuardResourceId":
          "/subscriptions/x/resourceGroups/x/providers/Microsoft.DataProtection/resourceGuards/stranger",
      },
    },
    { what: "takes the guard away", type: "dataprotection:DppResourceGuardProxy", remove: true },
  ],
});
