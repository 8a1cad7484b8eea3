import { dataIn, type EnvironmentName, type TenantData } from "./tenant-data";
import type { RetiredTenant, Tenant, Tenants } from "./tenants";

/** Where a tenant is: a cell of two digits, and a network segment in it. */
export interface Place {
  readonly cell: string;
  readonly segment: number;
}

/** What a tenant has of places: its first one, and what was made of it in each environment. */
type Placed = Place & Pick<Tenant, "data">;

/** Where a tenant is in an environment. */
export function placeIn(tenant: Placed, environment: EnvironmentName): Place {
  return dataIn(tenant, environment).place ?? { cell: tenant.cell, segment: tenant.segment };
}

/** Every place that a tenant has, has had or is going to have in any environment. */
export function placesOf({ cell, segment, data }: Placed): readonly Place[] {
  const all = [{ cell, segment }, ...Object.values(data).flatMap((one) => placesIn(one))];
  return all.filter(
    (place, index) => all.findIndex((other) => other.cell === place.cell && other.segment === place.segment) === index,
  );
}

function placesIn({ left = [], place, moving }: TenantData): readonly Place[] {
  return [...left, ...[place, moving].flatMap((one) => (one === undefined ? [] : [one]))].map(({ cell, segment }) => ({
    cell,
    segment,
  }));
}

/** The cells in which a tenant takes up room: where it is in each environment, and where it is going. */
export function cellsWithRoomFor(tenant: Placed): readonly string[] {
  const environments = ["local", "test", "production"] as const;
  const cells = environments.flatMap((environment) => {
    const { moving } = dataIn(tenant, environment);
    return [placeIn(tenant, environment).cell, ...(moving === undefined ? [] : [moving.cell])];
  });
  return [...new Set(cells)];
}

/** The tenants of a document where they are in an environment. */
export function tenantsIn<Document extends Pick<Tenants, "tenants" | "retired">>(
  document: Document,
  environment: EnvironmentName,
): Document {
  return {
    ...document,
    tenants: document.tenants.map((tenant) => ({ ...tenant, ...placeIn(tenant, environment) })),
    retired: document.retired.map((tenant) => ({ ...tenant, ...placeIn(tenant, environment) })),
  };
}

/**
 * What those who moved away have left in other cells, in the shape of a tenant that has left there: its data is kept, and
 * nobody works with it.
 */
export function remainsIn({ tenants, retired }: Tenants, environment: EnvironmentName): readonly RetiredTenant[] {
  const owners = [...tenants, ...retired.filter(({ state }) => state !== "erased")];
  return owners.flatMap((tenant) => {
    const { kept } = dataIn(tenant, environment);
    const cells = [...new Set(kept.flatMap(({ cell }) => cell ?? []))].sort();
    return cells.map((cell) => remainsOf(tenant, cell, environment));
  });
}

function remainsOf(tenant: Tenant | RetiredTenant, cell: string, environment: EnvironmentName): RetiredTenant {
  const { code, name, overrides } = tenant;
  const mayGo = "left" in tenant && tenant.state === "released";
  const here = dataIn(tenant, environment).kept.filter((one) => one.cell === cell);
  const generations = here.map(({ generation, until, released }) => ({
    generation,
    until,
    ...(released === true && { released }),
  }));
  const first = generations.find(({ released }) => released !== true) ?? generations[0];
  const segment = placesOf(tenant).find((place) => place.cell === cell)?.segment ?? tenant.segment;
  return {
    code,
    name,
    cell,
    segment,
    overrides,
    left: generations.reduce((last, { until }) => (until > last ? until : last), ""),
    state: mayGo || generations.every(({ released }) => released === true) ? "released" : "kept",
    data: {
      [environment]: { generation: first?.generation ?? "01", kept: generations.filter((one) => one !== first) },
    },
  };
}
