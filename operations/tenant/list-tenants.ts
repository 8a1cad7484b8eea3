import { dateAfter } from "../../agreement/date-after";
import { dataIn, type EnvironmentName } from "../../agreement/tenant-data";
import { placeIn } from "../../agreement/tenant-places";
import type { RetiredTenant, Tenant } from "../../agreement/tenants";
import { textTable } from "../../infra/plan/text-table";
import type { Context } from "../context";
import { exitStatus, type ExitStatus } from "../exit-status";
import { readTenants, type TenantsDocument } from "./tenants-document";

export interface ListOptions {
  readonly platform: string;
  /** Whose generations are shown. */
  readonly environment: EnvironmentName;
  readonly json: boolean;
}

/** A tenant as it is listed; dates are ISO 8601. */
interface ListedTenant {
  readonly code: string;
  readonly name: string;
  readonly place: string;
  readonly url?: string;
  readonly state: string;
  readonly generations: string;
  readonly bought: string;
}

const width = 140;

/** `deltawerk tenant list`: everybody who has data on the platform, and whose codes are taken for good. */
export function listTenants(context: Context, { platform, environment, json }: ListOptions): ExitStatus {
  const document = readTenants(context.projectFolder, platform);
  const { tenants, retired } = document.tenants;
  if (json) {
    context.print(JSON.stringify({ platform, environment, tenants, retired }, undefined, 2));
    return exitStatus.done;
  }
  const listed = [
    ...tenants.map((tenant) => serving(tenant, environment)),
    ...retired.map((tenant) => gone(document, tenant, environment)),
  ];
  const rows = listed.map(({ code, name, place, url = "", state, generations, bought }) => [
    code,
    name,
    place,
    url,
    state,
    generations,
    bought,
  ]);
  const headers = ["code", "tenant", "place", "URL", "state", `data in ${environment}`, "bought"];
  for (const line of textTable(headers, rows, width)) context.print(line);
  return exitStatus.done;
}

function serving(tenant: Tenant, environment: EnvironmentName): ListedTenant {
  const { code, name, hostName, state, until } = tenant;
  return {
    code,
    name,
    place: placeOf(tenant, environment),
    url: `https://${hostName}`,
    state: until === undefined ? state : `${state}, last day ${until}`,
    generations: generationsOf(tenant, environment),
    bought: boughtBy(tenant),
  };
}

function gone({ agreement }: TenantsDocument, tenant: RetiredTenant, environment: EnvironmentName): ListedTenant {
  const { code, name, left, state } = tenant;
  const due = dateAfter(left, agreement.exit.deletedWithin);
  const data = { kept: `data kept, to be gone by ${due}`, released: "data may be deleted", erased: "data erased" };
  return {
    code,
    name,
    place: placeOf(tenant, environment),
    state: `left ${left}, ${data[state]}`,
    generations: state === "erased" ? "none" : generationsOf(tenant, environment),
    bought: boughtBy(tenant),
  };
}

function placeOf(tenant: Tenant | RetiredTenant, environment: EnvironmentName): string {
  const { cell, segment } = placeIn(tenant, environment);
  return `cell ${cell}, segment ${segment}`;
}

function generationsOf(tenant: Tenant | RetiredTenant, environment: EnvironmentName): string {
  const { generation, restored, restoring, copied, moving, kept } = dataIn(tenant, environment);
  return [
    `${generation}${restored === undefined ? "" : ` (from ${restored.from} as of ${restored.to})`}` +
      (copied === undefined ? "" : ` (${copied.from} of cell ${copied.cell}, moved at ${copied.at})`),
    ...(moving === undefined
      ? []
      : [`${moving.generation} in cell ${moving.cell}, segment ${moving.segment}, to come`]),
    ...(restoring === undefined
      ? []
      : [`${restoring.generation} beside it (from ${restoring.from} as of ${restoring.to})`]),
    ...kept.map(
      (one) =>
        `${one.generation} ${one.released === true ? "released" : `kept until ${one.until}`}` +
        (one.cell === undefined ? "" : ` in cell ${one.cell}`),
    ),
  ].join("; ");
}

function boughtBy({ overrides }: Tenant | RetiredTenant): string {
  return Object.entries(overrides)
    .map(([term, value]) =>
      value === true ? term : `${term} ${Array.isArray(value) ? value.join(" ") : String(value)}`,
    )
    .join(", ");
}
