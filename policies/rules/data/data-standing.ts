import { dataIn } from "../../../agreement/tenant-data";
import { remainsIn } from "../../../agreement/tenant-places";
import { parseName } from "../../../azure/names/resource-name";
import type { Measure } from "../../framework/language";
import { textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";

/** What the tenants document says of what holds data, by type. */
const givenUp: Readonly<Record<string, (resource: RegisteredResource, measure: Measure) => boolean>> = {
  "sql:Database": (database, measure) => {
    const name = parseName("sql:Database", textOf(database, "databaseName") ?? "");
    return name !== undefined && generationIsGivenUp(name.tenant, name.generation, measure);
  },
  "sql:Server": serverIsGivenUp,
  // A backup needs the key for as long as its server is there.
  "sql:ServerKey": serverIsGivenUp,
  "storage:StorageAccount": (account, measure) => {
    // An archive of documents has its cell's number.
    const name = parseName("storage:StorageAccount", textOf(account, "accountName") ?? "");
    return name?.role === "doc" && cellIsGivenUp(name.generation, measure);
  },
  "storage:BlobContainer": (container, measure) => {
    const name = parseName("storage:BlobContainer", textOf(container, "containerName") ?? "");
    return (
      name?.role === "doc" &&
      (tenantIsGivenUp(name.tenant, measure) || isArriving(container, measure) || remainsAreGivenUp(container, measure))
    );
  },
};

/** The tenant of a container of documents, and the cell of its account. */
function placeOf(container: RegisteredResource): { readonly tenant?: string; readonly cell?: number } {
  const { tenant } = parseName("storage:BlobContainer", textOf(container, "containerName") ?? "") ?? {};
  const { generation: cell } = parseName("storage:StorageAccount", textOf(container, "accountName") ?? "") ?? {};
  return { ...(tenant !== undefined && { tenant }), ...(cell !== undefined && { cell }) };
}

/**
 * Whether a container takes the documents of a tenant that is going to be moved: until then it is a copy, and what it
 * copies is protected and mirrored where the tenant is.
 */
export function isArriving(container: RegisteredResource, { tenants, environment }: Measure): boolean {
  const place = placeOf(container);
  const tenant = tenants.tenants.find(({ code }) => code === place.tenant);
  const moving = tenant && dataIn(tenant, environment).moving;
  return moving !== undefined && Number(moving.cell) === place.cell;
}

/** Whether a container is what a tenant that was moved away has left, and may go. */
function remainsAreGivenUp(container: RegisteredResource, { tenants, environment }: Measure): boolean {
  const place = placeOf(container);
  const left = remainsIn(tenants, environment).find(
    ({ code, cell }) => code === place.tenant && Number(cell) === place.cell,
  );
  return left !== undefined && left.state !== "kept";
}

/**
 * Whether the tenants document itself says that what a resource holds may go, so that nothing has to keep it: a database
 * beside the serving one that was not promoted yet, one that was released, and everything of a tenant whose data was.
 */
export function isGivenUp(resource: RegisteredResource, measure: Measure): boolean {
  return givenUp[resource.type]?.(resource, measure) ?? false;
}

/**
 * Whether the tenants document says of a database that it serves nobody: it is beside the serving one, or its tenant has
 * left. One whose name says nothing is taken for one that serves.
 */
export function servesNobody(database: RegisteredResource, { tenants, environment }: Measure): boolean {
  const name = parseName("sql:Database", textOf(database, "databaseName") ?? "");
  if (name?.generation === undefined) return false;
  if (tenants.retired.some(({ code }) => code === name.tenant)) return true;
  const tenant = tenants.tenants.find(({ code }) => code === name.tenant);
  return tenant !== undefined && Number(dataIn(tenant, environment).generation) !== name.generation;
}

function generationIsGivenUp(code: string | undefined, generation: number | undefined, measure: Measure): boolean {
  const { tenants, retired } = measure.tenants;
  const tenant = [...tenants, ...retired].find((one) => one.code === code);
  if (tenant === undefined || generation === undefined) return false;
  const { restoring, kept } = dataIn(tenant, measure.environment);
  const given = [restoring, ...kept.filter(({ released }) => released === true)];
  return tenantIsGivenUp(code, measure) || given.some((one) => Number(one?.generation) === generation);
}

function serverIsGivenUp(resource: RegisteredResource, measure: Measure): boolean {
  const name = parseName("sql:Server", textOf(resource, "serverName") ?? "");
  if (name?.role !== "dat") return false;
  return name.tenant === undefined ? cellIsGivenUp(name.cell, measure) : tenantIsGivenUp(name.tenant, measure);
}

function tenantIsGivenUp(code: string | undefined, { tenants }: Measure): boolean {
  return tenants.retired.some((one) => one.code === code && one.state !== "kept");
}

/** Whether nobody is left in a cell but tenants whose data may go. */
function cellIsGivenUp(number: number | undefined, { tenants, environment }: Measure): boolean {
  const inCell = ({ cell }: { readonly cell: string }): boolean => Number(cell) === number;
  const gone = [...tenants.retired, ...remainsIn(tenants, environment)].filter(inCell);
  return gone.length > 0 && gone.every(({ state }) => state !== "kept") && !tenants.tenants.some(inCell);
}
