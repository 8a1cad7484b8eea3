import { compliant, forEach, relationRule, undetermined, violation, type Outcome } from "../../framework/language";
import type { Measure } from "../../framework/rule";
import { read, textOf, valueOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";
import { isArriving } from "../data/data-standing";

type Part = Readonly<Record<string, unknown>>;

const SOURCE = "properties.dataSourceInfo.resourceID";
const PARAMETERS = "properties.policyInfo.policyParameters";

/** Filters by which a part of a cluster is left out. Source: REST reference, KubernetesClusterBackupDatasourceParameters. */
const FILTERS = [
  "excludedNamespaces",
  "includedNamespaces",
  "excludedResourceTypes",
  "includedResourceTypes",
  "labelSelectors",
];

function judgeCluster(parameters: Part, instance: RegisteredResource): readonly Outcome[] {
  const used = FILTERS.filter((name) => ((parameters[name] ?? []) as readonly unknown[]).length > 0);
  const off = ["snapshotVolumes", "includeClusterScopeResources"].filter((name) => parameters[name] !== true);
  const wrong = [
    ...used.map((name) => violation(`${name} leaves a part of the cluster out of the backup`, instance)),
    ...off.map((name) => violation(`${name} is not true, so a part of the cluster is not in the backup`, instance)),
  ];
  return wrong.length > 0 ? wrong : [compliant("the whole cluster is in the backup", instance)];
}

function judgeDocuments(
  parameters: Part,
  instance: RegisteredResource,
  resources: ResourceSet,
  measure: Measure,
): readonly Outcome[] {
  const account = resources.reference(instance, SOURCE, "storage:StorageAccount");
  if (account.kind !== "resource") return [undetermined("whose documents it backs up is not known here", instance)];
  const listed = (parameters["containersList"] ?? []) as readonly unknown[];
  const there = resources
    .ofType("storage:BlobContainer")
    .filter((one) => resources.parentOf(one) === account.resource || isIn(one, account.resource))
    // What arrives from another cell is backed up where it comes from.
    .filter((one) => !isArriving(one, measure))
    .flatMap((one) => textOf(one, "containerName") ?? []);
  const missing = there.filter((name) => !listed.includes(name));
  return missing.length > 0
    ? [violation(`${missing.join(", ")} of ${account.resource.name} is in no backup`, instance)]
    : [compliant(`all ${there.length} containers of documents are in the backup`, instance)];
}

const isIn = (container: RegisteredResource, account: RegisteredResource): boolean => {
  const name = textOf(container, "accountName");
  return name !== undefined && name === textOf(account, "accountName");
};

function judgeInstance(instance: RegisteredResource, resources: ResourceSet, measure: Measure): readonly Outcome[] {
  if (read(instance, PARAMETERS).kind === "unknown") {
    return [undetermined("what it backs up is not known before the update", instance)];
  }
  const list = valueOf(instance, `${PARAMETERS}.backupDatasourceParametersList`);
  const [parameters = {}] = Array.isArray(list) ? (list as readonly Part[]) : [];
  const kind = textOf(instance, "properties.dataSourceInfo.datasourceType") ?? "";
  return kind.includes("managedClusters")
    ? judgeCluster(parameters, instance)
    : judgeDocuments(parameters, instance, resources, measure);
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolweudoc01k3xq";
const account = {
  type: "storage:StorageAccount",
  name: "documents",
  id,
  inputs: { accountName: "stsolweudoc01k3xq" },
} as const;
const container = {
  type: "storage:BlobContainer",
  name: "container",
  inputs: { accountName: "stsolweudoc01k3xq", containerName: "blob-fjel-doc" },
} as const;
const instance = (policyParameters: unknown) =>
  ({
    type: "dataprotection:BackupInstance",
    name: "instance",
    inputs: { properties: { dataSourceInfo: { resourceID: id }, policyInfo: { policyParameters } } },
  }) as const;
const listing = (...containersList: readonly string[]) =>
  instance({ backupDatasourceParametersList: [{ containersList }] });

export const rule = relationRule({
  id: "backup-leaves-nothing-out",
  title: "A backup has every tenant's documents, and the whole of a cluster",
  why: "What was left out is missed on the day it is needed, and by one customer alone.",
  severity: "critical",
  concern: "continuity",
  clauses: ["documents", "backup.systemEvery"],
  remediation: "Name every container of the account, and leave out filters of namespaces and kinds.",
  spans: "stack",
  judge: (resources, measure) =>
    forEach(resources.ofType("dataprotection:BackupInstance"), "things that are backed up", (instance) =>
      judgeInstance(instance, resources, measure),
    ),
  cases: {
    pass: {
      given: [account, container, listing("blob-fjel-doc")],
      says: ["all 1 containers of documents are in the backup"],
    },
    fail: { given: [account, container, listing()], says: ["blob-fjel-doc of documents is in no backup"] },
    absent: {
      given: [account, container, instance(undefined)],
      says: ["blob-fjel-doc of documents is in no backup"],
    },
    unknown: {
      given: [account, container, instance(UNKNOWN)],
      says: ["what it backs up is not known before the update"],
    },
    notApplicable: { given: [account], says: ["there are no things that are backed up"] },
  },
  sabotage: [
    {
      what: "leaves a tenant's documents out",
      type: "dataprotection:BackupInstance",
      where: (one) => JSON.stringify(one.inputs).includes("blobServices"),
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/"containersList":\["[^"]+",?/, '"containersList":['),
        ) as typeof inputs,
    },
    {
      what: "leaves a tenant's namespace out",
      type: "dataprotection:BackupInstance",
      where: (one) => JSON.stringify(one.inputs).includes("managedClusters"),
      set: { [`${PARAMETERS}.backupDatasourceParametersList.0.excludedNamespaces`]: ["ns-fjel"] },
    },
    {
      what: "leaves the disks out",
      type: "dataprotection:BackupInstance",
      where: (one) => JSON.stringify(one.inputs).includes("managedClusters"),
      set: { [`${PARAMETERS}.backupDatasourceParametersList.0.snapshotVolumes`]: false },
    },
  ],
});
