import { LOG_ANALYTICS_WORKSPACE } from "../../../azure/names/name-limits";
import type { ResourceModel } from "../../arm/resource-model";
import { idKey } from "../../arm/resource-id";
import { guidOf } from "../computed-value";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { numberAt, textAt, textListAt } from "../read-body";
import { missing, outside, refusal, refuseWhen } from "../refusal";
import { succeeded, withDefaults, withProperties } from "../stored-body";

const workspaceType = "Microsoft.OperationalInsights/workspaces";

/** Microsoft Learn, azure-monitor/logs/data-retention-configure: 30 to 730 days; the free tier keeps 7. */
const paidRetention = [30, 730] as const;
const freeRetention = [7, 7] as const;

/** Microsoft Learn, azure-monitor/logs/delete-workspace: a deleted workspace can be recovered for 14 days. */
const recoverableDays = 14;

export const workspace: ResourceModel = {
  armType: workspaceType,
  check: (write) => {
    const isFree = textAt(write.requested, "properties.sku.name") === "Free";
    const path = "properties.retentionInDays";
    return [
      ...missing(write, "location"),
      ...nameProblems(write.id, LOG_ANALYTICS_WORKSPACE),
      ...outside(numberAt(write.requested, path), isFree ? freeRetention : paidRetention, path),
    ];
  },
  compute: (write) => {
    const { id, requested, previous, cloud } = write;
    const body = withDefaults(requested, {
      publicNetworkAccessForIngestion: "Enabled",
      publicNetworkAccessForQuery: "Enabled",
      retentionInDays: 30,
      sku: { name: "PerGB2018" },
      workspaceCapping: { dailyQuotaGb: -1 },
    });
    return withProperties(succeeded(withIdentity(write, body)), {
      createdDate: textAt(previous?.body ?? {}, "properties.createdDate") ?? cloud.now,
      customerId: guidOf(id.text, "customer"),
      modifiedDate: cloud.now,
    });
  },
  // Making a workspace where one of the same name was deleted recovers it.
  effects: ({ id, cloud }) =>
    cloud.softDeleted(workspaceType).some(({ resource }) => idKey(resource.id) === id.key)
      ? [{ kind: "purge", id: id.text }]
      : [],
  softDeleteDays: () => recoverableDays,
};

/** Microsoft Learn, azure-monitor/logs/logs-data-export: at most ten enabled rules in a workspace. */
const mostExports = 10;

export const dataExport: ResourceModel = {
  armType: `${workspaceType}/dataExports`,
  check: (write) => {
    const { id, requested, cloud } = write;
    return [
      ...missing(write, "properties.destination.resourceId"),
      ...refuseWhen(textListAt(requested, "properties.tableNames").length === 0, () =>
        refusal("BadRequest", "A data export needs the names of tables.", "properties.tableNames"),
      ),
      ...refuseWhen(
        cloud.children(id.parent ?? "", `${workspaceType}/dataExports`).filter((each) => idKey(each.id) !== id.key)
          .length >= mostExports,
        () => refusal("BadRequest", `A workspace has at most ${mostExports} data exports.`),
      ),
    ];
  },
  compute: ({ id, requested, previous, cloud }) => {
    const isStorage = textAt(requested, "properties.destination.resourceId")
      ?.toLowerCase()
      .includes("/storageaccounts/");
    const destination = {
      ...(requested.properties?.["destination"] as object),
      type: isStorage === true ? "StorageAccount" : "EventHub",
    };
    return withProperties(withDefaults(requested, { enable: true }), {
      createdDate: textAt(previous?.body ?? {}, "properties.createdDate") ?? cloud.now,
      dataExportId: guidOf(id.text, "export"),
      destination,
      lastModifiedDate: cloud.now,
    });
  },
};
