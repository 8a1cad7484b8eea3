import { networksOverlap } from "../cidr";
import type { Finding } from "../yaml-document";
import { check } from "./check";

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

const severalDevicesUseBgp = check(["access"], ({ access }) =>
  access.management.partners.flatMap(({ name, devices, asn }, index): readonly Finding[] =>
    devices.length === 1 || asn !== undefined
      ? []
      : [
          {
            path: partnerPath(index, "asn"),
            given: `nothing, with ${devices.length} devices of ${name}`,
            allowed:
              "a number where a partner has several devices: they lead to the same networks, and a gateway tells their tunnels apart by BGP only",
            fixes: [
              "Give `asn`, and `bgpPeer` for each device.",
              "Keep one device: routes are static then, and the tunnel fails with it.",
            ],
          },
        ],
  ),
);

const peersDiffer = check(["access"], ({ access }) => {
  const peers = access.management.partners.flatMap(({ devices }, index) =>
    devices.flatMap(({ bgpPeer, address }, at) =>
      bgpPeer === undefined ? [] : [{ bgpPeer, address, path: partnerPath(index, "devices", at, "bgpPeer") }],
    ),
  );
  return peers.flatMap(({ bgpPeer, address, path }, index): readonly Finding[] => {
    const isTaken = peers.findIndex((peer) => peer.bgpPeer === bgpPeer) < index;
    return bgpPeer !== address && !isTaken
      ? []
      : [
          {
            path,
            allowed: isTaken
              ? "an address that no other device has"
              : "an address behind the tunnel, other than the device's public one",
            fixes: ["Give the address of the device on its inner side, such as 10.250.0.2."],
          },
        ];
  });
});

/** Partners against each other, and each against what a VPN gateway can carry. */
export const partnerChecks = [partnersAreApart, routesAreComplete, severalDevicesUseBgp, peersDiffer];
