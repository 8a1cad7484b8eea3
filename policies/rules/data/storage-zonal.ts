import { expectProperties, notApplicable, one, propertyRule } from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "storage-zonal",
  title: "What is stored is spread over the zones of its region",
  why: "One building that fails would take documents or backups with it.",
  severity: "high",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: "Use a SKU of ZRS or GZRS.",
  types: ["storage:StorageAccount"],
  judge: (account) => {
    const region = findRegion(textOf(account, "location") ?? "");
    return region !== undefined && region.zones.length === 0
      ? notApplicable(`${region.name} has no availability zones: redundant, not zonal`)
      : expectProperties(account, {
          "sku.name": {
            wanted: "a SKU of ZRS or GZRS",
            holds: (value) => typeof value === "string" && /ZRS/.test(value),
          },
        });
  },
  cases: {
    pass: {
      given: one("storage:StorageAccount", { location: "norwayeast", sku: { name: "Standard_GZRS" } }),
      says: ['sku.name is "Standard_GZRS"'],
    },
    fail: {
      given: one("storage:StorageAccount", { location: "norwayeast", sku: { name: "Standard_LRS" } }),
      says: ['sku.name is "Standard_LRS"; it has to be a SKU of ZRS or GZRS'],
    },
    absent: {
      given: one("storage:StorageAccount", { location: "norwayeast" }),
      says: ["sku.name is absent; it has to be a SKU of ZRS or GZRS"],
    },
    unknown: {
      given: one("storage:StorageAccount", { location: "norwayeast", sku: UNKNOWN }),
      says: ["sku.name is not known before the update; it has to be a SKU of ZRS or GZRS"],
    },
    notApplicable: {
      given: one("storage:StorageAccount", { location: "norwaywest" }),
      says: ["norwaywest has no availability zones: redundant, not zonal"],
    },
  },
  sabotage: [
    {
      what: "keeps one building's copies only",
      type: "storage:StorageAccount",
      where: (one) => /ZRS/.test(JSON.stringify(one.inputs["sku"])) && /doc/.test(String(one.inputs["accountName"])),
      set: { "sku.name": "Standard_LRS" },
    },
  ],
});
