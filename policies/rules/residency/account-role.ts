import { parseName } from "../../../azure/names/resource-name";
import { read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";

/** What a storage account holds, by the role in its name. */
export const HOLDS: Readonly<Partial<Record<string, "documents" | "copies" | "cluster backups" | "logs">>> = {
  doc: "documents",
  cpy: "copies",
  hot: "copies",
  arc: "copies",
  kub: "cluster backups",
  log: "logs",
  aud: "logs",
};

/** The role in an account's name: nothing where the grammar does not know the name, "unknown" before the update. */
export function accountRole(account: RegisteredResource): string | undefined {
  const reading = read(account, "accountName");
  if (reading.kind === "unknown") return "unknown";
  return reading.kind === "given" ? parseName("storage:StorageAccount", String(reading.value))?.role : undefined;
}

/** Whether an account holds a kind of thing; the name says it, and `residency-classified` refuses names that do not. */
export function holds(account: RegisteredResource, what: (typeof HOLDS)[string]): boolean {
  return HOLDS[accountRole(account) ?? ""] === what;
}
