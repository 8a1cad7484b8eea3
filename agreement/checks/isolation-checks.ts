import type { ComputeIsolation, FirewallIsolation } from "../families/isolation";
import type { Finding } from "../yaml-document";
import { check, promisesOf } from "./check";

/** Why a firewall of a tenant's own needs nodes of its own, as a finding; none where it has them. */
export function firewallNeedsNodes(
  path: Finding["path"],
  firewall: FirewallIsolation,
  compute: ComputeIsolation,
  breaks: readonly string[],
): readonly Finding[] {
  return firewall === "none" || compute !== "namespace"
    ? []
    : [
        {
          path,
          given: `"${firewall}" with compute "namespace"`,
          allowed: "a firewall of a tenant's own only with compute nodePool or cluster",
          fixes: [
            "Set `compute: nodePool`: a namespace has no network address that a firewall could tell apart.",
            "Set `firewall: none`, if the promise allows it.",
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
