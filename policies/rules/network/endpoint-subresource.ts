import { compliant, one, otherType, propertyRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

/** What of a service is reached privately. Source: Microsoft Learn, private-link/private-endpoint-overview, table of resources (2025). */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  "microsoft.storage/storageaccounts": ["blob"],
  "microsoft.sql/servers": ["sqlServer"],
  "microsoft.keyvault/vaults": ["vault"],
  "microsoft.containerregistry/registries": ["registry"],
};

const endpoint = (
  groupIds: unknown,
  id: unknown = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st",
) => one("network:PrivateEndpoint", { privateLinkServiceConnections: [{ privateLinkServiceId: id, groupIds }] });

export const rule = propertyRule({
  id: "endpoint-subresource",
  title: "Private endpoints lead to the part of a service that is used, and to no other",
  why: "What is used would stay unreachable, or a second way to the data opens that nobody watches.",
  severity: "high",
  concern: "security",
  clauses: ["isolation.networkZones", "access"],
  remediation: "Name exactly the subresource that is used: blob, sqlServer, vault or registry.",
  types: ["network:PrivateEndpoint"],
  judge: (resource) => {
    const path = "privateLinkServiceConnections.0";
    const group = read(resource, `${path}.groupIds`);
    const id = read(resource, `${path}.privateLinkServiceId`);
    if (group.kind === "unknown" || id.kind === "unknown") {
      return [undetermined("where it leads is not known before the update", resource)];
    }
    const [, type = "a service that is not named"] =
      /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(textOf(resource, `${path}.privateLinkServiceId`) ?? "") ?? [];
    const allowed = PARTS[type.toLowerCase()] ?? [];
    const given = group.kind === "given" && Array.isArray(group.value) ? group.value.map(String) : [];
    const said = `it leads to ${given.join(", ") || "nothing"} of ${type}`;
    return given.length === 1 && given.every((one) => allowed.includes(one))
      ? [compliant(said, resource)]
      : [
          violation(
            `${said}; it has to be ${allowed.join(" or ") || "a service that has private endpoints here"}`,
            resource,
          ),
        ];
  },
  cases: {
    pass: { given: endpoint(["blob"]), says: ["it leads to blob of Microsoft.Storage/storageAccounts"] },
    fail: {
      given: endpoint(["blob", "file"]),
      says: ["it leads to blob, file of Microsoft.Storage/storageAccounts; it has to be blob"],
    },
    absent: {
      given: endpoint(undefined),
      says: ["it leads to nothing of Microsoft.Storage/storageAccounts; it has to be blob"],
    },
    unknown: { given: endpoint(["blob"], UNKNOWN), says: ["where it leads is not known before the update"] },
    notApplicable: otherType("network:PrivateEndpoint"),
  },
  sabotage: [
    {
      what: "leads to files of an account instead of blobs",
      type: "network:PrivateEndpoint",
      where: ({ inputs }) => JSON.stringify(inputs).includes('"blob"'),
      set: { "privateLinkServiceConnections.0.groupIds": ["file"] },
    },
  ],
});
