import { valueAt } from "../../arm/body-path";
import type { ArmBody, ArmObject } from "../../arm/resource";
import type { CloudForTests } from "../cloud-for-tests";

/** The path of the server that tests use below a resource group. */
export const server = "Microsoft.Sql/servers/sql-one";

/** An administrator, and nobody else, from Entra. */
export const administrators = {
  login: "dba",
  sid: "22222222-2222-4222-8222-222222222222",
  azureADOnlyAuthentication: true,
};

export async function makeServer(cloud: CloudForTests, location = "westeurope", path = server): Promise<string> {
  await cloud.put(cloud.id(path), { location, properties: { administrators } });
  return cloud.id(path);
}

export function databaseBody(properties: ArmObject = {}, sku = "GP_Gen5_2", location = "westeurope"): ArmBody {
  return { location, sku: { name: sku }, properties: { requestedBackupStorageRedundancy: "Local", ...properties } };
}

export function databaseId(cloud: CloudForTests, name: string, path = server): string {
  return cloud.id(`${path}/databases/${name}`);
}

/** What a resource answers at a path of its body. */
export function read(cloud: CloudForTests, id: string, path: string): unknown {
  return valueAt(cloud.get(id)?.body ?? {}, path);
}
