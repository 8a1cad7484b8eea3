import {
  compliant,
  forEach,
  judgeReference,
  relationRule,
  undetermined,
  typedReference,
  violation,
  type Outcome,
} from "../../framework/language";
import { listOf, read } from "../../resources/reading";
import type { RegisteredResource } from "../../resources/registered-resource";
import type { ResourceSet } from "../../resources/resource-set";
import { UNKNOWN } from "../../resources/unknown";

/** Addresses that no network outside can have. Source: RFC 1918. */
const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/;

function judgeLink(link: RegisteredResource, resources: ResourceSet): Outcome {
  const network = typedReference(resources, link, "virtualNetwork.id", "network:VirtualNetwork");
  const texts = {
    absent: "no network looks its names up: virtualNetwork is absent",
    unknown: "which network looks its names up is not known before the update",
    elsewhere: (id: string) => `${id} looks its names up, which is no network of the platform`,
    awaits: "whose network looks its names up",
  };
  return judgeReference(network, link, resources, texts, () =>
    compliant("a network of the platform looks its names up", link),
  );
}

function judgeRecord(record: RegisteredResource): Outcome {
  if (read(record, "aRecords").kind === "unknown") {
    return undetermined("where the name leads is not known before the update", record);
  }
  const strange = listOf(record, "aRecords")
    .map(({ ipv4Address: address }) => (typeof address === "string" ? address : ""))
    .filter((address) => address !== "" && /^[\d.]+$/.test(address) && !PRIVATE.test(address));
  return strange.length === 0
    ? compliant("the name leads to a private address", record)
    : violation(`the name leads to ${strange.join(", ")}, which is outside of the platform`, record);
}

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet";
const network = { type: "network:VirtualNetwork", name: "network", id, inputs: {} } as const;
const link = (to: unknown) =>
  ({ type: "privatedns:VirtualNetworkLink", name: "link", inputs: { virtualNetwork: { id: to } } }) as const;

export const rule = relationRule({
  id: "private-names-own",
  title: "Private names lead into the platform, and only its networks look them up",
  why: "A name of a database that leads elsewhere sends passwords and data there, and nobody sees a difference.",
  severity: "critical",
  concern: "security",
  clauses: ["access", "isolation"],
  remediation: "Remove the link or record, or let it lead to a network or address of the platform.",
  spans: "platform",
  judge: (resources) =>
    forEach(resources.ofType("privatedns:VirtualNetworkLink", "privatedns:PrivateRecordSet"), "private names", (one) =>
      one.type === "privatedns:VirtualNetworkLink" ? judgeLink(one, resources) : judgeRecord(one),
    ),
  cases: {
    pass: { given: [network, link(id)], says: ["a network of the platform looks its names up"] },
    fail: {
      given: [network, link(`${id}x`)],
      says: [`${id}x looks its names up, which is no network of the platform`],
    },
    absent: {
      given: [network, link(undefined)],
      says: ["no network looks its names up: virtualNetwork is absent"],
    },
    unknown: {
      given: [network, link(UNKNOWN)],
      says: ["which network looks its names up is not known before the update"],
    },
    notApplicable: { given: [network], says: ["there are no private names"] },
  },
  sabotage: [
    {
      what: "lets a stranger's network look names up",
      type: "privatedns:VirtualNetworkLink",
      set: {
        "virtualNetwork.id": "/subscriptions/x/resourceGroups/x/providers/Microsoft.Network/virtualNetworks/stranger",
      },
      also: ["private-zone-linked"],
    },
    {
      what: "leads every name of a service to a stranger",
      type: "privatedns:PrivateZone",
      adds: {
        type: "privatedns:PrivateRecordSet",
        inputs: ({ resourceGroupName, privateZoneName }) => ({
          resourceGroupName,
          privateZoneName,
          recordType: "A",
          relativeRecordSetName: "*",
          ttl: 10,
          aRecords: [{ ipv4Address: "203.0.113.7" }],
        }),
      },
    },
  ],
});
