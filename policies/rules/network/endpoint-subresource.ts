import { PRIVATE_LINKS } from "../../../azure/private-link";
import {
  compliant,
  one,
  otherType,
  propertyRule,
  undetermined,
  violation,
  type Outcome,
} from "../../framework/language";
import { listOf, read, textOf } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";

/** What of a service is reached privately, by the service's type in small letters. */
const PARTS: ReadonlyMap<string, string> = new Map(
  Object.values(PRIVATE_LINKS).map(({ armType, groupId }) => [armType.toLowerCase(), groupId]),
);
/** Those approved by right and those that wait for the owner's consent. */
const CONNECTIONS = ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"];

function judgeConnection(resource: RegisteredResource, path: string): Outcome {
  const group = read(resource, `${path}.groupIds`);
  const id = read(resource, `${path}.privateLinkServiceId`);
  if (group.kind === "unknown" || id.kind === "unknown") {
    return undetermined("where it leads is not known before the update", resource);
  }
  const [, type = "a service that is not named"] =
    /\/providers\/([^/]+\/[^/]+)\/[^/]+$/.exec(textOf(resource, `${path}.privateLinkServiceId`) ?? "") ?? [];
  const allowed = PARTS.get(type.toLowerCase());
  const given = group.kind === "given" && Array.isArray(group.value) ? group.value.map(String) : [];
  const said = `it leads to ${given.join(", ") || "nothing"} of ${type}`;
  return given.length === 1 && given[0] === allowed
    ? compliant(said, resource)
    : violation(`${said}; it has to be ${allowed ?? "a service that has private endpoints here"}`, resource);
}

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
    if (CONNECTIONS.some((list) => read(resource, list).kind === "unknown")) {
      return [undetermined("where it leads is not known before the update", resource)];
    }
    const paths = CONNECTIONS.flatMap((list) => listOf(resource, list).map((_, index) => `${list}.${index}`));
    return paths.length === 0
      ? [violation("it leads nowhere; it has to name a service", resource)]
      : paths.map((path) => judgeConnection(resource, path));
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
    {
      what: "leads a second connection to files of a stranger's account",
      type: "network:PrivateEndpoint",
      set: {
        manualPrivateLinkServiceConnections: [
          {
            name: "other",
            groupIds: ["file"],
            privateLinkServiceId:
              "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stranger",
          },
        ],
      },
      also: ["network-classified"],
    },
  ],
});
