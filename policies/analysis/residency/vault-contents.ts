import { isLedTo } from "../../framework/presence";
import { walk } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";

/** What a backup vault keeps copies of. */
export type VaultContent = "documents" | "clusters" | "something that is not known";

/** The kinds of things that instances back up into a vault, in the order of their names; none where it has no instance. */
export function vaultContents(set: ResourceSet, vault: RegisteredResource): readonly VaultContent[] {
  const instances = set
    .ofType("dataprotection:BackupInstance")
    .filter((instance) => isLedTo(vault, [set.parentReference(instance)]) !== "no");
  return [...new Set(instances.map(contentOf))].sort();
}

/** Source: the data source types of Azure Backup (Microsoft Learn, backup/backup-vault-overview, 2026-08). */
function contentOf(instance: RegisteredResource): VaultContent {
  const type = walk(instance.inputs, "properties.dataSourceInfo.datasourceType");
  const text = type.kind === "given" ? String(type.value).toLowerCase() : "";
  if (text.startsWith("microsoft.storage/")) return "documents";
  return text.startsWith("microsoft.containerservice/") ? "clusters" : "something that is not known";
}
