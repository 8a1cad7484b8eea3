import type { RetiredTenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";

interface Holder {
  readonly code: string;
  readonly name: string;
  readonly cell: string;
  readonly segment: number;
}

/** Codes and segments of those who left, in the hands of others: names and addresses would lead to the wrong data. */
export function retiredFindings({ tenants, retired }: Pick<Tenants, "tenants" | "retired">): readonly Finding[] {
  return [
    ...tenants.flatMap((tenant, index) => reused(tenant, ["tenants", index], retired)),
    ...retired.flatMap((tenant, index) => reused(tenant, ["retired", index], retired.slice(0, index))),
  ];
}

function reused(holder: Holder, path: Finding["path"], retired: readonly RetiredTenant[]): readonly Finding[] {
  const code = retired.find((other) => other.code === holder.code);
  const segment = retired.find((other) => other.cell === holder.cell && other.segment === holder.segment);
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
    ...(segment === undefined
      ? []
      : [
          {
            path: [...path, "segment"],
            given: `segment ${holder.segment} in cell ${holder.cell}, which ${segment.name} had until ${segment.left}`,
            allowed: "a segment that nobody has had",
            fixes: [`Give ${holder.name} another segment.`],
          },
        ]),
  ];
}
