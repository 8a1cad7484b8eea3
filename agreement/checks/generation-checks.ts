import type { TenantData } from "../tenant-data";
import type { RetiredTenant, Tenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";
import { usedGeneration } from "./used-generation";

/** Generations of tenants' data that cannot be: given twice, made from nothing, or beside one that nobody uses. */
export function generationFindings({ tenants, retired }: Pick<Tenants, "tenants" | "retired">): readonly Finding[] {
  return [
    ...tenants.flatMap((tenant, index) => findingsOf(tenant, ["tenants", index, "data"])),
    ...retired.flatMap((tenant, index) => [
      ...findingsOf(tenant, ["retired", index, "data"]),
      ...restoringAfterTheEnd(tenant, ["retired", index, "data"]),
    ]),
  ];
}

function findingsOf({ data }: Tenant | RetiredTenant, path: Finding["path"]): readonly Finding[] {
  return Object.entries(data).flatMap(([environment, one]) => [
    ...repeated(one, [...path, environment]),
    ...impossibleRestore(one, [...path, environment, "restoring"]),
  ]);
}

function repeated({ generation, kept }: TenantData, path: Finding["path"]): readonly Finding[] {
  const numbers = [generation, ...kept.map((one) => one.generation)];
  return kept.flatMap(({ generation: number }, index) =>
    numbers.indexOf(number) === index + 1
      ? []
      : [
          {
            path: [...path, "kept", index, "generation"],
            allowed: "every generation once",
            fixes: [`Remove it here: the ${number} above is the same database.`],
          },
        ],
  );
}

function impossibleRestore(data: TenantData, path: Finding["path"]): readonly Finding[] {
  const { generation, kept, restoring } = data;
  if (restoring === undefined) return [];
  // A database is restored on its own server, and what a tenant left in another cell is on another. What people restored
  // there and copied is taken over.
  const usable = kept.filter(
    ({ released, cell }) => released !== true && (cell === undefined || restoring.made === true),
  );
  const sources = [generation, ...usable.map((one) => one.generation)];
  return [
    ...usedGeneration(data, restoring.generation, "restored", [...path, "generation"]),
    ...(sources.includes(restoring.from)
      ? []
      : [
          {
            path: [...path, "from"],
            allowed: `a generation that is there: ${sources.join(", ")}`,
            fixes: ["Restore from one of them."],
          },
        ]),
  ];
}

function restoringAfterTheEnd({ name, data }: RetiredTenant, path: Finding["path"]): readonly Finding[] {
  return Object.entries(data).flatMap(([environment, { restoring }]) =>
    restoring === undefined
      ? []
      : [
          {
            path: [...path, environment, "restoring"],
            allowed: "nothing: a tenant that has left serves nobody",
            fixes: [`Remove it; ${name}'s other generations stay.`],
          },
        ],
  );
}
