import { placesOf } from "../tenant-places";
import type { RetiredTenant, Tenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";

type Holder = Pick<Tenant, "code" | "name" | "cell" | "segment" | "data">;

/** Codes and segments of those who left, in the hands of others: names and addresses would lead to the wrong data. */
export function retiredFindings({ tenants, retired }: Pick<Tenants, "tenants" | "retired">): readonly Finding[] {
  return [
    ...tenants.flatMap((tenant, index) => reused(tenant, ["tenants", index], retired)),
    ...retired.flatMap((tenant, index) => reused(tenant, ["retired", index], retired.slice(0, index))),
  ];
}

function reused(holder: Holder, path: Finding["path"], retired: readonly RetiredTenant[]): readonly Finding[] {
  const code = retired.find((other) => other.code === holder.code);
  const taken = retired.flatMap((other) =>
    placesOf(other).map((place) => ({ name: other.name, left: other.left, place })),
  );
  return [
    ...(code === undefined
      ? []
      : [
          {
            path: [...path, "code"],
            given: `code ${holder.code}, which ${code.name} had until ${code.left}`,
            allowed: "a code that nobody has had: it is in the names of their data and copies",
            fixes: [`Give ${holder.name} another code.`],
          },
        ]),
    ...placesOf(holder).flatMap(({ cell, segment }) => {
      const owner = taken.find(({ place }) => place.cell === cell && place.segment === segment);
      return owner === undefined
        ? []
        : [
            {
              path: [...path, "segment"],
              given: `segment ${segment} in cell ${cell}, which ${owner.name} had until ${owner.left}`,
              allowed: "a segment that nobody has had",
              fixes: [`Give ${holder.name} another segment.`],
            },
          ];
    }),
  ];
}
