import { MESH_REVISIONS, meshRevisionsFor } from "../../../azure/mesh-revisions";
import {
  exactly,
  expectProperties,
  one,
  oneOf,
  otherType,
  propertyRule,
  said,
  type Requirement,
} from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

const CLUSTER = "containerservice:ManagedCluster";
const POOL = "containerservice:AgentPool";

/** Minor versions on which a mesh that Azure still supports runs; older ones get no patches either. */
const MINORS = MESH_REVISIONS.map(({ kubernetes }) => kubernetes);
const [OLDEST, NEWEST] = [Math.min(...MINORS.map(({ from }) => from)), Math.max(...MINORS.map(({ to }) => to))];
const SUPPORTED: Requirement = {
  wanted: `1.${OLDEST} to 1.${NEWEST}, for which there are patches and a mesh`,
  // Absent, Azure chooses its own default, which it supports.
  holds: (value) => value === undefined || meshRevisionsFor(said(value)).length > 0,
};
const CHANNELS = oneOf("patch", "stable", "rapid");

const serviceMeshProfile = { mode: "Istio" };

export const rule = propertyRule({
  id: "cluster-upgrades-itself",
  title:
    "Clusters run versions of Kubernetes and of the ingress's mesh that are still mended, and get patches by themselves",
  why: "A hole that is known and mended elsewhere stays open here.",
  severity: "high",
  concern: "security",
  clauses: ["patching"],
  remediation:
    'Set autoUpgradeProfile.upgradeChannel to "patch" or "stable", the version of clusters and pools to one that Azure supports, and serviceMeshProfile.mode to "Istio", of which the ingress is a part.',
  types: [CLUSTER, POOL],
  judge: (resource) =>
    resource.type === POOL
      ? expectProperties(resource, { orchestratorVersion: SUPPORTED })
      : expectProperties(resource, {
          "autoUpgradeProfile.upgradeChannel": CHANNELS,
          kubernetesVersion: SUPPORTED,
          "serviceMeshProfile.mode": exactly("Istio"),
        }),
  cases: {
    pass: {
      given: one(CLUSTER, { autoUpgradeProfile: { upgradeChannel: "patch" }, serviceMeshProfile }),
      says: ['autoUpgradeProfile.upgradeChannel is "patch"'],
    },
    fail: {
      given: one(CLUSTER, {
        autoUpgradeProfile: { upgradeChannel: "none" },
        kubernetesVersion: "1.24",
        serviceMeshProfile: { mode: "Disabled" },
      }),
      says: [
        'autoUpgradeProfile.upgradeChannel is "none"; it has to be "patch", "stable" or "rapid"',
        'kubernetesVersion is "1.24"; it has to be 1.30 to 1.36, for which there are patches and a mesh',
        'serviceMeshProfile.mode is "Disabled"; it has to be "Istio"',
      ],
    },
    absent: {
      given: one(CLUSTER, {}),
      says: [
        'autoUpgradeProfile.upgradeChannel is absent, which means "none" on Azure; it has to be "patch", "stable" or "rapid"',
        'serviceMeshProfile.mode is absent; it has to be "Istio"',
      ],
    },
    unknown: {
      given: one(CLUSTER, { autoUpgradeProfile: { upgradeChannel: UNKNOWN }, serviceMeshProfile }),
      says: [
        'autoUpgradeProfile.upgradeChannel is not known before the update; it has to be "patch", "stable" or "rapid"',
      ],
    },
    notApplicable: otherType(CLUSTER, POOL),
  },
  sabotage: [
    { what: "runs a version that nobody mends any more", type: CLUSTER, set: { kubernetesVersion: "1.24" } },
    { what: "runs nodes of a version that nobody mends any more", type: POOL, set: { orchestratorVersion: "1.24" } },
    { what: "takes the mesh away from the ingress", type: CLUSTER, set: { serviceMeshProfile: { mode: "Disabled" } } },
    { what: "stops upgrades", type: CLUSTER, set: { "autoUpgradeProfile.upgradeChannel": "none" } },
    { what: "leaves it to Azure", type: CLUSTER, set: { "autoUpgradeProfile.upgradeChannel": undefined } },
  ],
});
