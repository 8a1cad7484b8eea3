import { networksOverlap } from "../cidr";
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

const partnersAreApart = check(["access"], ({ access }) => {
  const { partners } = access.management;
  const prefixes = partners.flatMap((partner, index) =>
    partner.prefixes.map((prefix, at) => ({ prefix, path: partnerPath(index, "prefixes", at), partner: partner.name })),
  );
  const devices = partners.flatMap((partner, index) =>
    partner.devices.map((device, at) => ({ ...device, path: partnerPath(index, "devices", at, "address") })),
  );
  return [
    ...prefixes.flatMap(({ prefix, path }, index): readonly Finding[] => {
      const other = prefixes.slice(0, index).find((earlier) => networksOverlap(earlier.prefix, prefix));
      return other === undefined
        ? []
        : [
            {
              path,
              allowed: `a network apart from ${other.prefix} of ${other.partner}`,
              fixes: ["Give every partner networks of its own."],
            },
          ];
    }),
    ...devices.flatMap(({ address, path }, index): readonly Finding[] =>
      devices.findIndex((device) => device.address === address) === index
        ? []
        : [{ path, allowed: "every device once", fixes: ["Remove the second one."] }],
    ),
  ];
});

function partnerPath(index: number, ...rest: Finding["path"]): Finding["path"] {
  return ["access", "management", "partners", index, ...rest];
}

const routesAreComplete = check(["access"], ({ access }) =>
  access.management.partners.flatMap((partner, index) =>
    partner.devices.flatMap((device, at): readonly Finding[] =>
      (partner.asn === undefined) === (device.bgpPeer === undefined)
        ? []
        : [
            {
              path: partnerPath(index, "devices", at, "bgpPeer"),
              allowed: "a BGP peer address for every device of a partner with `asn`, and for no other",
              fixes: ["Give both `asn` and `bgpPeer` for routes by BGP.", "Give neither for static routes."],
            },
          ],
    ),
  ),
);

/** Isolation and access against each other. */
export const isolationChecks = [firewallHasNodes, unknownAddressesAreBlocked, partnersAreApart, routesAreComplete];
