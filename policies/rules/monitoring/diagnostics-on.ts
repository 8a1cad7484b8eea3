import { eachHas, relationRule } from "../../framework/language";
import type { ResourceTypeName } from "../../../azure/resource-types";
import { listOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";

const TELLING: readonly ResourceTypeName[] = [
  "containerregistry:Registry",
  "containerservice:ManagedCluster",
  "dataprotection:BackupVault",
  "keyvault:Vault",
  "network:ApplicationGateway",
  "network:AzureFirewall",
  "network:NetworkSecurityGroup",
  "network:VirtualNetworkGateway",
  "operationalinsights:Workspace",
  "sql:Database",
  "sql:Server",
  "trafficmanager:Profile",
];

/** Whether a setting sends all logs, by its group or each category by name, to a workspace or an archive. */
function sendsLogs(setting: RegisteredResource): boolean {
  const logs = listOf(setting, "logs");
  const isEnabled = logs.length > 0 && logs.every(({ enabled }) => enabled === true);
  return isEnabled && ("workspaceId" in setting.inputs || "storageAccountId" in setting.inputs);
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv";
const vault = { type: "keyvault:Vault", name: "vault", id, inputs: {} } as const;
const all = { logs: [{ categoryGroup: "allLogs", enabled: true }], workspaceId: "/w" };
const setting = (inputs: Readonly<Record<string, unknown>>) =>
  ({ type: "monitor:DiagnosticSetting", name: "setting", inputs }) as const;
const lacks = "no diagnostic setting sends all its logs anywhere";

export const rule = relationRule({
  id: "diagnostics-on",
  title: "Everything that can tell what happens in it sends all its logs",
  why: "What nobody records cannot be looked back at.",
  severity: "high",
  concern: "operations",
  clauses: ["logging", "monitoring"],
  remediation: "Add a diagnostic setting with all logs and a destination for the resource.",
  spans: "stack",
  judge: (resources) => {
    const settings = resources.ofType("monitor:DiagnosticSetting").filter(sendsLogs);
    const subjects = [
      ...resources.ofType(...TELLING),
      ...resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents") || holds(one, "copies")),
    ];
    return eachHas(
      subjects,
      "resources that tell what happens in them",
      {
        what: "diagnostic setting",
        resources: settings,
        leadsTo: (one) => resources.reference(one, "resourceUri", ...TELLING, "storage:StorageAccount"),
      },
      lacks,
    );
  },
  cases: {
    pass: { given: [vault, setting({ resourceUri: id, ...all })], says: ["its diagnostic setting is there"] },
    fail: {
      given: [
        vault,
        setting({ resourceUri: id, logs: [{ categoryGroup: "allLogs", enabled: false }], workspaceId: "/w" }),
      ],
      says: [lacks],
    },
    absent: { given: [vault], says: [lacks] },
    unknown: {
      given: [vault, setting({ resourceUri: UNKNOWN, ...all })],
      says: ["whether its diagnostic setting is there is not known before the update"],
    },
    notApplicable: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["there are no resources that tell what happens in them"],
    },
  },
  sabotage: [
    {
      what: "removes the setting of a vault",
      type: "monitor:DiagnosticSetting",
      where: (one) => /^key-vault-/.test(one.name),
      remove: true,
    },
    {
      what: "switches the logs of a gateway off",
      type: "monitor:DiagnosticSetting",
      where: (one) => /applicationGateways/.test(String(one.inputs["resourceUri"])),
      set: { "logs.0.enabled": false },
    },
  ],
});
