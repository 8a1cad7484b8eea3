import {
  anythingBut,
  exactly,
  expectProperties,
  notApplicable,
  one,
  otherType,
  propertyRule,
} from "../../framework/language";
import { findRegion } from "../../../azure/regions";
import { textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const registry = (inputs: Readonly<Record<string, unknown>>) =>
  one("containerregistry:Registry", { location: "norwayeast", sku: { name: "Premium" }, ...inputs });

export const rule = propertyRule({
  id: "registry-redundant",
  title: "The registry of programs outlives a building",
  why: "A node that starts while it is away gets no program, so one fault would become two.",
  severity: "medium",
  concern: "continuity",
  clauses: ["recovery.redundancy"],
  remediation: 'Set sku.name to "Premium" and zoneRedundancy to "Enabled".',
  types: ["containerregistry:Registry", "containerregistry:Replication"],
  // Zones and private endpoints need Premium. Source: Microsoft Learn, container-registry/container-registry-skus (2025).
  judge: (resource, { agreement }) => {
    if (agreement.recovery.redundancy.spread !== "zones") return notApplicable("no spread over zones was agreed");
    const region = findRegion(textOf(resource, "location") ?? "");
    const hasZones = region === undefined || region.zones.length > 0;
    const isRegistry = resource.type === "containerregistry:Registry";
    return expectProperties(resource, {
      ...(isRegistry && { "sku.name": exactly("Premium") }),
      ...(!isRegistry && { regionEndpointEnabled: anythingBut(false) }),
      ...(hasZones && { zoneRedundancy: exactly("Enabled") }),
    });
  },
  cases: {
    pass: { given: registry({ zoneRedundancy: "Enabled" }), says: ['sku.name is "Premium"'] },
    fail: {
      given: registry({ sku: { name: "Standard" }, zoneRedundancy: "Disabled" }),
      says: ['sku.name is "Standard"; it has to be "Premium"', 'zoneRedundancy is "Disabled"; it has to be "Enabled"'],
    },
    absent: {
      given: registry({}),
      says: ['zoneRedundancy is absent, which means "Disabled" on Azure; it has to be "Enabled"'],
    },
    unknown: {
      given: registry({ zoneRedundancy: UNKNOWN }),
      says: ['zoneRedundancy is not known before the update; it has to be "Enabled"'],
    },
    notApplicable: otherType("containerregistry:Registry", "containerregistry:Replication"),
  },
  sabotage: [
    {
      what: "takes the second site's copy out of use",
      type: "containerregistry:Replication",
      set: { regionEndpointEnabled: false },
    },
    {
      what: "keeps programs in one building",
      type: "containerregistry:Registry",
      set: { zoneRedundancy: "Disabled" },
    },
    { what: "goes to a smaller registry", type: "containerregistry:Registry", set: { "sku.name": "Standard" } },
  ],
});
