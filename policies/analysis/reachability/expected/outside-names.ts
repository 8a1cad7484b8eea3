import { azureRequiredFlows, type FlowOwner } from "../../../../azure/required-flows";
import { SIGN_IN_HOSTS } from "../../../../azure/sign-in-hosts";
import type { Cluster } from "../model/network-model";
import type { ReachabilityMeasure } from "./measure";

/** Names and the one port at which they are reached. */
export interface NamedPlace {
  readonly names: readonly string[];
  readonly port: string;
  readonly reason: string;
}

const OWNERS: Readonly<Record<Cluster["features"][number], FlowOwner>> = {
  policy: "azurePolicy",
  defender: "clusterDefender",
  monitoring: "clusterMonitoring",
  extensions: "clusterExtensions",
};

/** What Azure requires of a cluster, by what is switched on in it. */
export function ownersOf(cluster: Cluster): readonly FlowOwner[] {
  return ["cluster", "clusterNodeUpdates", ...cluster.features.map((feature) => OWNERS[feature])];
}

/** Every owner that a cluster can have. */
export const CLUSTER_OWNERS: readonly FlowOwner[] = ["cluster", "clusterNodeUpdates", ...Object.values(OWNERS)];

/** The names that an owner needs in a region. */
export function namesFor(owner: FlowOwner, region: string): readonly NamedPlace[] {
  return azureRequiredFlows(owner, region).flatMap(({ peer, ports, reason }) =>
    "fqdns" in peer ? [{ names: peer.fqdns, port: ports, reason }] : [],
  );
}

/** Hosts of the sign-in providers that the agreement names. */
export function signInHosts({ agreement }: ReachabilityMeasure): readonly string[] {
  return (agreement.identity.singleSignOn?.providers ?? []).flatMap(
    (provider): readonly string[] => SIGN_IN_HOSTS[provider],
  );
}
