import { parseName } from "../../../azure/names/resource-name";
import { eachHas, relationRule, typedReference } from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

const endpointId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/pep-sop-noe-key";
const endpoint = (privateEndpointName: unknown = "pep-sop-noe-key") =>
  ({ type: "network:PrivateEndpoint", name: "endpoint", id: endpointId, inputs: { privateEndpointName } }) as const;
const names = {
  type: "network:PrivateDnsZoneGroup",
  name: "names",
  id: `${endpointId}/privateDnsZoneGroups/default`,
  inputs: { privateDnsZoneConfigs: [{ name: "vault" }] },
} as const;

/** Tenants share a server's one name, so a tenant's own endpoint of it is told to the tenant's pods instead of a zone. */
function isToldToPods(endpoint: RegisteredResource, resources: ResourceSet): boolean {
  const tenant = parseName("network:PrivateEndpoint", textOf(endpoint, "privateEndpointName") ?? "")?.tenant;
  if (tenant === undefined) return false;
  const server = resources.reference(endpoint, "privateLinkServiceConnections.0.privateLinkServiceId", "sql:Server");
  if (server.kind !== "resource") return true;
  return parseName("sql:Server", textOf(server.resource, "serverName") ?? "")?.tenant !== tenant;
}

/** Whether a group puts addresses into a zone, of the platform where all of it is there. */
function hasOwnZone(group: RegisteredResource, resources: ResourceSet): boolean {
  return listOf(group, "privateDnsZoneConfigs").some((_, index) => {
    const path = `privateDnsZoneConfigs.${index}.privateDnsZoneId`;
    const zone = typedReference(resources, group, path, "privatedns:PrivateZone");
    return zone.kind !== "elsewhere" || !resources.isUnion;
  });
}

export const rule = relationRule({
  id: "endpoint-named",
  title: "What a private endpoint leads to has its private address under its name",
  why: "The service's name would lead to its closed public address, and whoever needs it reaches nothing.",
  severity: "high",
  concern: "continuity",
  clauses: ["access"],
  remediation: "Give the endpoint a DNS zone group with the private zone of its service.",
  spans: "stack",
  judge: (resources) => {
    const endpoints = resources.ofType("network:PrivateEndpoint").filter((one) => !isToldToPods(one, resources));
    return eachHas(
      endpoints,
      "private endpoints whose names are looked up",
      {
        what: "name in a private zone",
        // One without zones puts the address nowhere.
        resources: resources
          .ofType("network:PrivateDnsZoneGroup")
          .filter((one) => read(one, "privateDnsZoneConfigs").kind === "unknown" || hasOwnZone(one, resources)),
        leadsTo: (group) => resources.parentReference(group),
      },
      "no DNS zone group puts its address into a private zone",
    );
  },
  cases: {
    pass: { given: [endpoint(), names], says: ["its name in a private zone is there"] },
    fail: { given: [endpoint()], says: ["no DNS zone group puts its address into a private zone"] },
    absent: { given: [endpoint(undefined)], says: ["no DNS zone group puts its address into a private zone"] },
    unknown: {
      given: [
        endpoint(),
        {
          type: "network:PrivateDnsZoneGroup",
          name: "names",
          inputs: {
            privateEndpointName: UNKNOWN,
            privateDnsZoneConfigs: UNKNOWN,
            privateDnsZoneGroupName: "default",
            resourceGroupName: "rg",
          },
        },
      ],
      says: ["whether its name in a private zone is there is not known before the update"],
    },
    notApplicable: { given: [names], says: ["there are no private endpoints whose names are looked up"] },
  },
  sabotage: [
    {
      what: "puts an address into a zone that nobody looks at",
      type: "network:PrivateDnsZoneGroup",
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/privateDnsZones\/[^"]+/g, "privateDnsZones/stranger.net"),
        ) as typeof inputs,
    },
    {
      what: "takes the name of an endpoint out of the private zone",
      type: "network:PrivateDnsZoneGroup",
      remove: true,
    },
    {
      what: "puts the address of an endpoint into no zone",
      type: "network:PrivateDnsZoneGroup",
      set: { privateDnsZoneConfigs: [] },
    },
    {
      what: "takes the name of a tenant's own server out of the private zone",
      type: "network:PrivateDnsZoneGroup",
      where: ({ inputs }) =>
        parseName("network:PrivateEndpoint", String(inputs["privateEndpointName"]))?.tenant !== undefined,
      remove: true,
    },
  ],
});
