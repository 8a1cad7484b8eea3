import { generationAfter } from "../../agreement/generation-number";
import { dataIn } from "../../agreement/tenant-data";
import type { Session } from "../session";
import { changeItem } from "../tenant/document-text";
import { readTenants, saveTenants, tenantNamed, withoutDefaults } from "../tenant/tenants-document";
import { toTheSecond } from "../to-the-second";

/**
 * Writes into a drill's own copy of the tenants' document that a generation is made beside the serving one, as of a moment.
 * Generations are counted from 01, as the document counts them.
 *
 * @param others generations that are deployed and that the document does not name; @default none
 */
export function planRestore(
  { projectFolder, environment }: Pick<Session, "projectFolder" | "environment">,
  platform: string,
  code: string,
  to: Date,
  others: readonly string[] = [],
): { readonly generation: string } {
  const document = readTenants(projectFolder, platform);
  const { index, tenant } = tenantNamed(document, code);
  const data = dataIn(tenant, environment);
  if (data.restoring !== undefined) return { generation: data.restoring.generation };
  const generation = generationAfter([data.generation, ...data.kept.map((one) => one.generation), ...others]);
  const restoring = { generation, from: data.generation, to: toTheSecond(to) };
  const changed = withoutDefaults({ ...tenant.data, [environment]: { ...data, restoring } });
  saveTenants(projectFolder, document, changeItem(document.text, "tenants", index, { data: changed }));
  return { generation };
}
