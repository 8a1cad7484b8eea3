import type { ArmBody, ArmObject } from "../../arm/resource";
import type { CloudForTests } from "../cloud-for-tests";

/** A network 10.0.0.0/16 with subnets, by name and prefix; gives the id of a subnet by its name. */
export async function makeNetwork(
  cloud: CloudForTests,
  subnets: Readonly<Record<string, string>>,
  { name = "hub", space = "10.0.0.0/16", location = "westeurope" } = {},
): Promise<(subnet: string) => string> {
  const id = cloud.id(`Microsoft.Network/virtualNetworks/${name}`);
  const listed = Object.entries(subnets).map(([each, addressPrefix]) => ({
    name: each,
    properties: { addressPrefix },
  }));
  await cloud.put(id, { location, properties: { addressSpace: { addressPrefixes: [space] }, subnets: listed } });
  return (subnet) => `${id}/subnets/${subnet}`;
}

/** A Standard address in every zone of the region. */
export async function makeAddress(cloud: CloudForTests, name: string, change: ArmBody = {}): Promise<string> {
  const id = cloud.id(`Microsoft.Network/publicIPAddresses/${name}`);
  await cloud.put(id, {
    location: "westeurope",
    sku: { name: "Standard" },
    zones: ["1", "2", "3"],
    properties: { publicIPAllocationMethod: "Static" },
    ...change,
  });
  return id;
}

/** A copy of a body with some of its properties replaced. */
export function changed(body: ArmBody, properties: ArmObject): ArmBody {
  return { ...body, properties: { ...body.properties, ...properties } };
}
