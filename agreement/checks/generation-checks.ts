import type { TenantData } from "../tenant-data";
import type { RetiredTenant, Tenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";

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

function impossibleRestore({ generation, kept, restoring }: TenantData, path: Finding["path"]): readonly Finding[] {
  if (restoring === undefined) return [];
  const numbers = [generation, ...kept.map((one) => one.generation)];
  const sources = [generation, ...kept.filter(({ released }) => released !== true).map((one) => one.generation)];
  const highest = numbers.reduce((one, other) => (other > one ? other : one));
  return [
    ...(restoring.generation > highest
      ? []
      : [
          {
            path: [...path, "generation"],
            allowed: `a generation above ${highest}: a restored database is always a new one`,
            fixes: [`Use "${String(Number(highest) + 1).padStart(2, "0")}".`],
          },
        ]),
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
