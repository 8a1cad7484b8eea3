import type { ComputeIsolation, FirewallIsolation } from "../families/isolation";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";

/**
 * Why a firewall of a tenant's own needs nodes or a cluster of its own, as a finding; none where it has them. Inside of one
 * cluster nodes and pods are open to each other, so a device can stand before a cluster only.
 */
export function firewallNeedsNodes(
  path: Finding["path"],
  firewall: FirewallIsolation,
  compute: ComputeIsolation,
  breaks: readonly string[],
): readonly Finding[] {
  const isEnough = firewall === "none" || compute === "cluster" || (firewall === "ruleSet" && compute === "nodePool");
  if (isEnough) return [];
  const given = `"${firewall}" with compute "${compute}"`;
  const none = "Set `firewall: none`, if the promise allows it.";
  return firewall === "device"
    ? [
        {
          path,
          given,
          allowed: "a firewall device of a tenant's own only with compute cluster",
          fixes: [
            "Set `compute: cluster`: nodes of one cluster are open to each other, so nothing can stand between them.",
            "Set `firewall: ruleSet`: the tenant's own collections in the site's firewall.",
            none,
          ],
          breaks,
        },
      ]
    : [
        {
          path,
          given,
          allowed: "a firewall of a tenant's own only with compute nodePool or cluster",
          fixes: [
            "Set `compute: nodePool`: a namespace has no network address that a firewall could tell apart.",
            none,
          ],
          breaks,
        },
      ];
}

const firewallHasNodes = check(["isolation"], ({ isolation }) => [
  ...firewallNeedsNodes(
    ["isolation", "firewall"],
    isolation.firewall,
    isolation.compute,
    promisesOf({ source: isolation.termSource?.["firewall"] ?? isolation.source }),
  ),
  ...firewallNeedsNodes(
    ["isolation", "firewallOption", "firewall"],
    isolation.firewallOption?.firewall ?? "none",
    isolation.computeOption?.compute ?? isolation.compute,
    isolation.firewallOption === undefined ? [] : promisesOf(isolation.firewallOption),
  ),
]);

const unknownAddressesAreBlocked = check(["access"], ({ access }) =>
  access.public.countries === "any" || access.public.unknownCountries === "blocked"
    ? []
    : [
        {
          path: ["access", "public", "unknownCountries"],
          allowed: `"blocked" where only ${access.public.countries.join(", ")} gets in: an unknown address is not shown to be from there`,
          fixes: ["Set `unknownCountries: blocked`."],
        },
      ],
);

/** Isolation and access against each other. */
export const isolationChecks = [firewallHasNodes, unknownAddressesAreBlocked];
