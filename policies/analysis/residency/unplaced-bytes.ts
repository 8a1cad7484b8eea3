import { walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { keepsBytes } from "./resting-places";

/** Something that may keep bytes where nobody looks. */
export interface UnplacedBytes {
  readonly resource: RegisteredResource;
  readonly message: string;
  /** `stranger`: of a kind that nobody has placed. `elsewhere`: it sends bytes out of the platform. */
  readonly kind: "stranger" | "elsewhere" | "undetermined";
}

/** Packages whose resources hold settings and nothing of a customer's; what of them does keep bytes is placed by type. */
const SETTINGS: ReadonlySet<string> = new Set([
  "advisor",
  "authorization",
  "consumption",
  "costmanagement",
  "kubernetesconfiguration",
  "maintenance",
  "managedidentity",
  "monitor",
  "network",
  "policyinsights",
  "privatedns",
  "resources",
  "security",
  "trafficmanager",
]);

/** Whether a package of azure-native holds settings only, by its name: `network`. */
export function isSettingPackage(name: string): boolean {
  return SETTINGS.has(name);
}

/**
 * Types of other packages that hold settings only. A system topic of Event Grid passes its source's events on and keeps what
 * cannot be delivered for a day at most, in the source's region (Microsoft Learn, event-grid/delivery-and-retry, 2024); of
 * a vault they are names and dates of what is kept there.
 */
const SETTING_TYPES: ReadonlySet<string> = new Set([
  "alertsmanagement:AlertProcessingRuleByName",
  "dataprotection:ResourceGuard",
  "eventgrid:SystemTopic",
  "eventgrid:SystemTopicEventSubscription",
]);

/** Packages that are no cloud's, or whose resources live inside of a cluster that is placed itself. */
const NOT_AZURE = /^(pulumi|deltawerk|random|kubernetes|command|time|tls)[:/]/;

/** Kinds inside of a cluster that keep bytes on disks of their own. */
const VOLUMES = /^kubernetes:.*:(PersistentVolume|PersistentVolumeClaim|StatefulSet)$/;

/** Inputs by which a resource sends bytes somewhere, by type. */
const SENDS: Readonly<Record<string, readonly string[]>> = {
  "monitor:DiagnosticSetting": ["workspaceId", "storageAccountId"],
  "operationalinsights:DataExport": ["resourceId"],
  "network:FlowLog": [
    "storageId",
    "flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.workspaceResourceId",
  ],
  "containerservice:ManagedCluster": [
    "securityProfile.defender.logAnalyticsWorkspaceResourceId",
    "addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID",
  ],
};

/** Inputs by which bytes go to whoever listens. */
const STREAMS: Readonly<Record<string, readonly string[]>> = {
  "monitor:DiagnosticSetting": ["eventHubAuthorizationRuleId", "eventHubName", "marketplacePartnerId"],
};

/** What keeps or sends bytes so that no row of the table of places shows them. */
export function unplacedBytes(set: ResourceSet): readonly UnplacedBytes[] {
  return set.resources.flatMap((resource) => [...stranger(set, resource), ...sent(set, resource)]);
}

function stranger(set: ResourceSet, resource: RegisteredResource): readonly UnplacedBytes[] {
  const { type } = resource;
  if (VOLUMES.test(type)) {
    const message = "it keeps bytes on a disk of its own in the cluster, which no backup and no rule looks after";
    return [{ resource, kind: "stranger", message }];
  }
  if (keepsBytes(type) || NOT_AZURE.test(type)) return [];
  const name = type.replace(/^azure-native:/, "");
  if (SETTINGS.has(name.split(":")[0] ?? "") || SETTING_TYPES.has(name)) return [];
  if (isPartOfKeeper(set, resource)) return [];
  return [{ resource, kind: "stranger", message: `nobody has said where a ${name} keeps its bytes` }];
}

/** A part of what is placed itself: a container of an account. */
function isPartOfKeeper(set: ResourceSet, resource: RegisteredResource): boolean {
  const [provider = ""] = resource.type.split(":");
  const parent = set.parentReference(resource);
  switch (parent.kind) {
    case "resource":
      return keepsBytes(parent.resource.type) || isPartOfKeeper(set, parent.resource);
    // A part of something of another stack, or of something that has no id yet.
    case "elsewhere":
    case "unknown":
      return [
        "storage",
        "sql",
        "keyvault",
        "dataprotection",
        "operationalinsights",
        "containerregistry",
        "containerservice",
      ].includes(provider);
    case "absent":
      return false;
  }
}

function sent(set: ResourceSet, resource: RegisteredResource): readonly UnplacedBytes[] {
  const streams = (STREAMS[resource.type] ?? []).filter((path) => walk(resource.inputs, path).kind !== "absent");
  const targets = (SENDS[resource.type] ?? []).flatMap((path): readonly UnplacedBytes[] => {
    const reference = set.reference(resource, path);
    if (reference.kind === "elsewhere") {
      const message = `${path} leads to ${reference.id}, which is not part of the platform`;
      return [{ resource, kind: set.isUnion ? "elsewhere" : "undetermined", message }];
    }
    return [];
  });
  return [
    ...streams.map((path): UnplacedBytes => ({
      resource,
      kind: "elsewhere",
      message: `${path} hands bytes to whoever listens, and nobody can say where they rest`,
    })),
    ...targets,
  ];
}
