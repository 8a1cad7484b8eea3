import type { ArmProblem } from "../../arm/problem";
import type { ArmBody } from "../../arm/resource";
import { isResourceId, parseResourceId } from "../../arm/resource-id";
import type { Write } from "../../arm/resource-model";
import { hasRole } from "../assigned-role";
import { principalOf } from "../computed-value";
import { networkIdOf } from "../network/subnet-use";
import { flagAt, objectAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { regionName } from "../region-check";
import { profilesOf } from "./pool-profile";
import { subnetOf } from "./pool-subnet";

const base = "properties.apiServerAccessProfile";

/** Microsoft Learn, aks/api-server-authorized-ip-ranges (2026-08). */
const mostAuthorizedRanges = 200;

export function isPrivate(cluster: ArmBody): boolean {
  return flagAt(cluster, `${base}.enablePrivateCluster`) === true;
}

export function hasPublicName(cluster: ArmBody): boolean {
  return !isPrivate(cluster) || flagAt(cluster, `${base}.enablePrivateClusterPublicFQDN`) === true;
}

/** `system`, `none` or the id of a private zone; nothing where the cluster is public. */
export function privateZoneOf(cluster: ArmBody): string | undefined {
  if (!isPrivate(cluster)) return undefined;
  const zone = textAt(cluster, `${base}.privateDNSZone`) ?? "system";
  return isResourceId(zone) ? zone : zone.toLowerCase();
}

/** The identity of the control plane that a user made, if there is one. */
export function controlPlaneIdentityOf(cluster: ArmBody): string | undefined {
  return Object.keys(objectAt(cluster, "identity.userAssignedIdentities") ?? {})[0];
}

/** Every reason to refuse how the API server can be reached. */
export function apiServerProblems(write: Write): readonly ArmProblem[] {
  const { requested } = write;
  const ranges = textListAt(requested, `${base}.authorizedIPRanges`);
  return [
    ...refuseWhen(isPrivate(requested) && ranges.length > 0, () =>
      refusal(
        "InvalidParameterConflictingProperties",
        "authorizedIPRanges cannot be combined with enablePrivateCluster.",
        `${base}.authorizedIPRanges`,
      ),
    ),
    ...refuseWhen(ranges.length > mostAuthorizedRanges, () =>
      refusal(
        "InvalidParameter",
        `At most ${mostAuthorizedRanges} authorizedIPRanges, not ${ranges.length}.`,
        `${base}.authorizedIPRanges`,
      ),
    ),
    ...refuseWhen(!isPrivate(requested) && textAt(requested, `${base}.privateDNSZone`) !== undefined, () =>
      refusal("InvalidParameter", "privateDNSZone needs enablePrivateCluster.", `${base}.privateDNSZone`),
    ),
    ...refuseWhen(flagAt(requested, `${base}.enablePrivateCluster`) !== true && wasPrivate(write), () =>
      refusal(
        "PropertyChangeNotAllowed",
        "A private cluster cannot become public.",
        `${base}.enablePrivateCluster`,
        409,
      ),
    ),
    ...refuseWhen(isPrivate(requested) && write.previous !== undefined && !wasPrivate(write), () =>
      refusal(
        "PropertyChangeNotAllowed",
        "A public cluster cannot become private.",
        `${base}.enablePrivateCluster`,
        409,
      ),
    ),
    ...zoneProblems(write),
  ];
}

function wasPrivate({ previous }: Write): boolean {
  return previous !== undefined && isPrivate(previous.body);
}

/** Microsoft Learn, aks/private-clusters (2026-08): a zone can only be given up for `none` afterwards. */
function zoneProblems(write: Write): readonly ArmProblem[] {
  const { requested, previous } = write;
  const zone = privateZoneOf(requested);
  if (zone === undefined) return [];
  const path = `${base}.privateDNSZone`;
  const before = previous === undefined ? undefined : privateZoneOf(previous.body);
  return [
    ...refuseWhen(zone === "none" && !hasPublicName(requested), () =>
      refusal(
        "InvalidParameter",
        "privateDNSZone none needs enablePrivateClusterPublicFQDN: nobody could find the API server.",
        path,
      ),
    ),
    ...refuseWhen(before !== undefined && zone !== "none" && zone.toLowerCase() !== before.toLowerCase(), () =>
      refusal(
        "PropertyChangeNotAllowed",
        `The private DNS zone cannot change from ${before ?? ""} to ${zone}.`,
        path,
        409,
      ),
    ),
    ...(zone === "none" || zone === "system" ? [] : customZoneProblems(write, zone, path)),
  ];
}

function customZoneProblems({ requested, cloud }: Write, zone: string, path: string): readonly ArmProblem[] {
  if (!isResourceId(zone)) {
    return [refusal("InvalidParameter", `privateDNSZone is system, none or the id of a zone, not '${zone}'.`, path)];
  }
  const identity = controlPlaneIdentityOf(requested);
  if (identity === undefined) {
    return [refusal("InvalidParameter", "A private DNS zone of one's own needs a user-assigned identity.", "identity")];
  }
  const principal = principalOf(identity);
  const suffix = `${regionName(requested.location ?? "")}.azmk8s.io`;
  const name = parseResourceId(zone).name.toLowerCase();
  const [pool] = profilesOf(requested);
  const network = networkIdOf(subnetOf(pool?.value ?? {}) ?? "");
  return [
    ...refuseWhen(
      !new RegExp(`^([a-z0-9-]+\\.)?(privatelink|private)\\.${suffix.replaceAll(".", "\\.")}$`).test(name),
      () =>
        refusal(
          "InvalidParameter",
          `The private DNS zone of a cluster here is called privatelink.${suffix}, not ${name}.`,
          path,
        ),
    ),
    ...refuseWhen(!hasRole(cloud, principal, ["Private DNS Zone Contributor", "Contributor"], zone), () =>
      refusal(
        "CustomPrivateDNSZoneMissingPermissionError",
        `The user-assigned identity ${identity} must be given permission to read and write to custom private DNS zone ${zone}.`,
        path,
      ),
    ),
    ...refuseWhen(network !== "" && !hasRole(cloud, principal, ["Network Contributor", "Contributor"], network), () =>
      refusal(
        "LinkedAuthorizationFailed",
        `The identity ${identity} has no permission to join ${network} (Network Contributor).`,
        "properties.agentPoolProfiles",
        403,
      ),
    ),
  ];
}
